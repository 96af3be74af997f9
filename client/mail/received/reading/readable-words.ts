/** Words the reading view puts into a message, in the reader's language, and what it has to be told. */
export interface ReadableWords {
  /** What stands for a picture without a description, as `RepairWords` has it. */
  unnamedPicture: string
  /** Names a picture without a description that is a link: "Picture, leads to shop.example". */
  linkedPicture(place: string): string
  /** Names the rows of a table as sentences. */
  rowByRow: string
  /** "12 earlier lines from Bob"; `name` is null where the message does not say whose. */
  earlierLines(count: number, name: string | null): string
  signature: string
  legalNotice: string
  footer(links: number): string
  /** The language of a text, null when it cannot be told. */
  guessLanguage: (text: string) => string | null
}

/** What was mended, and how often. */
export type Repair =
  | 'layoutTables'
  | 'tableHeaders'
  | 'headings'
  | 'lists'
  | 'links'
  | 'addresses'
  | 'pictures'
  | 'decoration'
  | 'hidden'
  | 'contrast'
  | 'tinyText'
  | 'colours'
  | 'languages'
  | 'quotes'
  | 'signatures'
  | 'footers'

/** What keeps the message as it was sent from being read by everybody; what the sender could mend. */
export type Fault =
  | 'pictureOnly'
  | 'unnamedPictures'
  | 'layoutTables'
  | 'noHeadings'
  | 'fakeHeadings'
  | 'fakeLists'
  | 'unclearLinks'
  | 'lowContrast'
  | 'tinyText'
  | 'fixedWidth'

export type Counts<Name extends string> = Partial<Record<Name, number>>

export function count<Name extends string>(counts: Counts<Name>, name: Name, by = 1): void {
  if (by > 0) counts[name] = (counts[name] ?? 0) + by
}
