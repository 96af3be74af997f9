import { mailboxOf } from '../cast.ts'
import { writeLetter, type Draft, type Letter } from '../mail/letter.ts'
import { ADA, SEEN, type Piece } from '../piece.ts'
import type { SeedClock } from '../seed-clock.ts'

/** Where one letter to the main person lies, and how it is marked there. */
export interface SingleOptions {
  folder?: string
  /** Flags besides \Seen. */
  flags?: readonly string[]
  unread?: boolean
  small?: boolean
}

/** Puts a letter into one folder of the main person. */
export function toAda(letter: Letter, { folder = 'INBOX', flags = [], unread, small }: SingleOptions = {}): Piece {
  return {
    letter,
    places: [{ uid: ADA, folder, flags: [...(unread ? [] : [SEEN]), ...flags] }],
    small: small ?? false,
  }
}

/** Puts a letter into the inboxes of several people, unread for all when it is younger than two days. */
export function toMany(letter: Letter, uids: readonly string[], clock: SeedClock, options: SingleOptions = {}): Piece {
  const isOld = clock.now.getTime() - letter.date.getTime() > 2 * 24 * 3600_000
  const { folder = 'INBOX', flags = [], unread = !isOld, small } = options
  const places = uids.map((uid) => ({
    uid,
    folder: uid === ADA ? folder : 'INBOX',
    flags: [...((uid === ADA ? unread : !isOld) ? [] : [SEEN]), ...(uid === ADA ? flags : [])],
  }))
  return { letter, places, small: small ?? false }
}

/** A letter to the main person alone. */
export function letterToAda(draft: Omit<Draft, 'to'>): Promise<Letter> {
  return writeLetter({ ...draft, to: [mailboxOf(ADA)] })
}
