import { type Flow } from './flow.ts'
import { type Found, type Look, type LookReader } from './look.ts'
import { type Counts, type ReadableWords, type Repair } from './readable-words.ts'

/** Elements that make a line of their own, besides those that are something by themselves. */
export const blocks = new Set(
  'P DIV CENTER ADDRESS FIGURE FIGCAPTION DL DT DD CAPTION TBODY THEAD TFOOT TR TD TH COLGROUP'.split(' '),
)
/** What holds for the words at a place in the message. */
export interface Place {
  look: Look
  lang: string
  dir: string
}

/** What a part of the way through a message needs of the whole way. */
export interface Walker {
  readonly flow: Flow
  readonly repairs: Counts<Repair>
  readonly looks: LookReader
  readonly words: ReadableWords
  children(parent: Node, place: Place): void
  element(element: HTMLElement, around: Place): void
  item(item: Node, place: Place): void
  placeOf(element: Element, around: Place, found: Found): Place
}
