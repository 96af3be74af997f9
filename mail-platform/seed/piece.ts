import type { Letter } from './mail/letter.ts'

/** Where one copy of a letter lies. */
export interface Place {
  uid: string
  /** Path with `/` between levels; the inbox is `INBOX`. */
  folder: string
  /** System flags and keywords as IMAP names them. */
  flags: readonly string[]
}

/** A letter and all its copies; `small` marks those that belong to the small seed of the tests too. */
export interface Piece {
  letter: Letter
  places: readonly Place[]
  small: boolean
}

export const SEEN = '\\Seen'
export const ANSWERED = '\\Answered'
export const FLAGGED = '\\Flagged'
export const FORWARDED = '$Forwarded'

/** The main demo person. */
export const ADA = 'ada'
