import { type Command } from 'prosemirror-state'
import { type Draft } from '#client/mail/draft.ts'

/** Text being written, plain or formatted: all that the field for it needs of a draft. */
export type WrittenText = Pick<Draft, 'text' | 'document' | 'links' | 'changedAtMs'>

/** What the rest of the composer asks of the editor, which is loaded later. */
export interface TextEditor {
  focusStart: () => void
  focusAfter: (letters: number) => void
  flush: () => void
  run: (command: Command) => boolean
}
