import type { Entry } from 'ldapts'

/** Everything an entry says under an attribute, whose name is the same in any case (RFC 4512, 2.5). */
export function values(entry: Entry, attribute: string): string[] {
  const name = Object.keys(entry).find((key) => key.toLowerCase() === attribute.toLowerCase())
  const value = name === undefined ? undefined : entry[name]
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return list.map((item) => (Buffer.isBuffer(item) ? item.toString('utf8') : item)).filter((item) => item !== '')
}

/** The bytes an entry has under an attribute that was asked for as such; null for none. */
export function bytesOf(entry: Entry, attribute: string): Buffer | null {
  const name = Object.keys(entry).find((key) => key.toLowerCase() === attribute.toLowerCase())
  const value = [name === undefined ? [] : (entry[name] ?? [])].flat()[0]
  return Buffer.isBuffer(value) && value.length > 0 ? value : null
}

export const first = (entry: Entry, attribute: string) => values(entry, attribute)[0] ?? ''

/** What a directory says is shown to people: one line, no control characters, not endless. */
export function clean(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
}
