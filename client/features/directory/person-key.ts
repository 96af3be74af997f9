/** An address as it stands in a page's own: the dots in it would make a server think of a file. */
export function keyOf(address: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(address))
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The other way round; empty for what is none. */
export function addressOf(key: string): string {
  try {
    const bytes = atob(key.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)))
  } catch {
    return ''
  }
}

const listMark = 'list~'

/** A list of one's own, in place of a person. */
export const keyOfList = (address: string) => listMark + keyOf(address)

/** The address of the list that a key stands for; empty for a person's. */
export const listOfKey = (key: string) => (key.startsWith(listMark) ? addressOf(key.slice(listMark.length)) : '')
