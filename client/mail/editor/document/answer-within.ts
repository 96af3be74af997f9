import { type Command, type EditorState, TextSelection } from 'prosemirror-state'
import { canSplit } from 'prosemirror-transform'
import { schema } from './schema.ts'

const { nodes } = schema

/** Parts the quote at the cursor, with room to write between the parts. Not within a table, which would come apart. */
export const answerWithin: Command = (state, dispatch) => {
  const place = placeIn(state)
  if (!place) return false
  const { position, levels } = place
  if (levels > 0 && !canSplit(state.doc, position, levels)) return false
  if (!dispatch) return true
  const { tr } = state
  if (levels > 0) tr.split(position, levels)
  const room = position + levels
  tr.insert(room, nodes.paragraph.create())
  dispatch(tr.setSelection(TextSelection.create(tr.doc, room + 1)).scrollIntoView())
  return true
}

/** Where the outermost quote is to be parted, and how many blocks with it; beside it where the cursor is at one of its ends. */
function placeIn({ selection: { $from } }: EditorState): { position: number; levels: number } | null {
  const around = Array.from({ length: $from.depth + 1 }, (_, depth) => $from.node(depth).type)
  const quote = around.indexOf(nodes.blockquote)
  if (quote === -1 || around.includes(nodes.table)) return null
  let [position, depth] = [$from.pos, $from.depth]
  // Nothing empty is left behind where it is the end, or the start, of a block.
  if (position === $from.end(depth)) {
    while (depth >= quote && position === $from.end(depth)) position = $from.after(depth--)
  } else while (depth >= quote && position === $from.start(depth)) position = $from.before(depth--)
  return { position, levels: depth - quote + 1 }
}
