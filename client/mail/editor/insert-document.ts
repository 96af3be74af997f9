import { Slice } from 'prosemirror-model'
import { type Command } from 'prosemirror-state'
import { type RichDocument } from '#contract/rich-text.ts'
import { fromJson } from './document/from-tree.ts'

/** Puts the blocks of a document where the cursor is. */
export function insertDocument(document: RichDocument): Command {
  const { content } = fromJson(document)
  return (state, dispatch) => {
    dispatch?.(state.tr.replaceSelection(new Slice(content, 0, 0)).scrollIntoView())
    return true
  }
}
