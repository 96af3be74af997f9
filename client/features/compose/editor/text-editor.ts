import { type Command } from 'prosemirror-state'

/** What the rest of the composer asks of the editor, which is loaded later. */
export interface TextEditor {
  focusStart: () => void
  focusAfter: (letters: number) => void
  flush: () => void
  run: (command: Command) => boolean
}
