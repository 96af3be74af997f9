import { people } from '#platform/demo-people.ts'
import { ADA, type Piece, type Place } from './piece.ts'

export type SeedSize = 'full' | 'small'

/** A message as the platform imports it. */
export interface SeedMessage {
  raw: Buffer
  /** System flags and keywords. */
  flags: string[]
  internalDate: Date
}

/** One folder of one mailbox, oldest message first. */
export interface SeedFolder {
  uid: string
  folder: string
  messages: SeedMessage[]
}

/** How many messages everybody but the main person has, over all folders. */
export const OTHERS_COUNT = { full: 30, small: 5 } as const
/** Time between the Date header and the arrival. */
const DELIVERY_MS = 2_000

interface Copy {
  piece: Piece
  place: Place
}

/** The copies of one person: all for the main one and the role mailboxes, the wanted number for the others. */
function copiesOf(uid: string, pieces: readonly Piece[], size: SeedSize): Copy[] {
  const copies = pieces.flatMap((piece) =>
    piece.places.filter((place) => place.uid === uid).map((place) => ({ piece, place })),
  )
  const isOther = uid !== ADA && people.some((person) => person.uid === uid)
  if (!isOther) return copies.filter(({ piece }) => size === 'full' || piece.small)
  // Those of the small seed first, then the newest, so that the small seed is a part of the full one.
  const ranked = [
    ...copies.filter(({ piece }) => piece.small).reverse(),
    ...copies.filter(({ piece }) => !piece.small).reverse(),
  ]
  return ranked.slice(0, OTHERS_COUNT[size])
}

/**
 * Sorts the copies into folders.
 * @param pieces oldest first, as `allPieces` gives them
 */
export function mailboxesOf(pieces: readonly Piece[], size: SeedSize): SeedFolder[] {
  const uids = [...new Set(pieces.flatMap(({ places }) => places.map(({ uid }) => uid)))].sort()
  const folders = new Map<string, SeedFolder>()
  for (const uid of uids) {
    const copies = copiesOf(uid, pieces, size)
    copies.sort((one, other) => one.piece.letter.date.getTime() - other.piece.letter.date.getTime())
    for (const { piece, place } of copies) {
      const path = `${uid}/${place.folder}`
      const folder = folders.get(path) ?? { uid, folder: place.folder, messages: [] }
      folder.messages.push({
        raw: piece.letter.raw,
        flags: [...place.flags],
        internalDate: new Date(piece.letter.date.getTime() + DELIVERY_MS),
      })
      folders.set(path, folder)
    }
  }
  return [...folders.values()]
}
