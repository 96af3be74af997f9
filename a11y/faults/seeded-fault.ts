/** One accessibility property taken from the built app. */
export interface SeededFault {
  /** What is missing then. */
  name: string
  /** WCAG 2.2 criterion. */
  criterion: string
  /** The file of the client that the property stands in; all style sheets are built into one, so any `.css` means all. */
  within: string
  /** What is replaced, everywhere in that file as it is built, and by what. */
  from: string
  to: string
  /** Checks of the suite that can see it: `STATE – RENDERING`, or a behaviour. */
  seenIn: readonly string[]
}
