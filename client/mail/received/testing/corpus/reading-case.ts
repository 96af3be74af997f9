import { type Fault } from '../../reading/readable-words.ts'

/** A message of the corpus for the reading view, with what has to come of it. All texts are made up for it. */
export interface ReadingCase {
  name: string
  html: string
  /** Headings outside folds, "3 Title". */
  outline: readonly string[]
  /** Texts in the order in which they have to be read. */
  order: readonly string[]
  /** Texts that must not be read: meant to be hidden, or no part of the message. */
  absent?: readonly string[]
  /** Data tables. */
  tables?: number
  /** Lists outside folds and rows told one by one. */
  lists?: number
  /** Pictures that stay without a description. */
  unnamed?: number
  /** What the folds are called, in order. */
  folds?: readonly RegExp[]
  /** What the check must find in it. */
  faults?: readonly Fault[]
  /** Whether the reading view is shown first; not judged unless said. */
  isNeeded?: boolean
}

/** Repeats a text until it is as long as a real one. */
export function longText(sentence: string, times: number): string {
  return Array.from({ length: times }, () => sentence).join(' ')
}
