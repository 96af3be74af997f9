import type { BookName } from '#server/storage/contact-tables.ts'

/** Where other programs find the books that are kept here. */
export const davRoot = '/dav'

/** The book a person fills, and whom they have written to. Those that other servers keep are had there. */
export type ServedBook = Extract<BookName, 'own' | 'collected'>

export type DavPlace =
  { kind: 'root' | 'person' } | { kind: 'book'; book: ServedBook } | { kind: 'card'; book: ServedBook; name: string }

const segments: Readonly<Record<ServedBook, string>> = { own: 'contacts', collected: 'collected' }
export const servedBooks = Object.keys(segments) as ServedBook[]
const longestName = 200

/** What is meant by a path, as it came; null for whatever is not there, or is somebody else's. */
export function placeOf(path: string, person: string): DavPlace | null {
  const parts = segmentsOf(path)
  if (parts?.[0] !== davRoot.slice(1)) return null
  const [, whose, segment, name, more] = parts.at(-1) === '' ? parts.slice(0, -1) : parts
  if (whose === undefined) return { kind: 'root' }
  if (whose !== person) return null
  if (segment === undefined) return { kind: 'person' }
  const book = servedBooks.find((each) => segments[each] === segment)
  if (book === undefined || more !== undefined) return null
  if (name === undefined) return { kind: 'book', book }
  return isName(name) && parts.at(-1) !== '' ? { kind: 'card', book, name } : null
}

/** The same of an address in a request, which may be a whole one. */
export function placeOfHref(href: string, person: string): DavPlace | null {
  const pathname = href.startsWith('/') ? href : URL.parse(href)?.pathname
  return pathname === undefined ? null : placeOf(pathname, person)
}

export const hrefOf = (person: string, book?: ServedBook, name?: string): string =>
  `${davRoot}/${person}/${book === undefined ? '' : `${segments[book]}/`}${name === undefined ? '' : encodeURIComponent(name)}`

function segmentsOf(path: string): string[] | null {
  try {
    return path.replace(/^\//, '').split('/').map(decodeURIComponent)
  } catch {
    return null
  }
}

const isName = (name: string) =>
  name.length <= longestName && name !== '.' && name !== '..' && !/[/\p{Cc}\p{Noncharacter_Code_Point}]/u.test(name)
