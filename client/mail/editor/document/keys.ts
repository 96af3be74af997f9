import { baseKeymap, chainCommands } from 'prosemirror-commands'
import { history, redo, undo } from 'prosemirror-history'
import {
  type InputRule,
  inputRules,
  textblockTypeInputRule,
  undoInputRule,
  wrappingInputRule,
} from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import { liftListItem, splitListItem } from 'prosemirror-schema-list'
import { type Command, type EditorState, type Plugin, type Transaction } from 'prosemirror-state'
import { tableEditing } from 'prosemirror-tables'
import { insertBreak, leavePreformatted } from './commands.ts'
import { schema } from './schema.ts'

const { nodes } = schema

/** Taken even when there is nothing to undo: the undo key of the app must not undo something else meanwhile. */
const always =
  (command: Command): Command =>
  (state, dispatch, view) => {
    command(state, dispatch, view)
    return true
  }

/** "# " a heading, "- " and "1. " lists, "> " a quote, "```" preformatted text. Backspace or Ctrl+Z right after takes it back. */
const rules: readonly InputRule[] = [
  textblockTypeInputRule(/^(#{1,3})\s$/, nodes.heading, (match) => ({ level: (match[1]?.length ?? 1) + 1 })),
  wrappingInputRule(/^\s*[-*•]\s$/, nodes.bullet_list),
  wrappingInputRule(
    /^(\d{1,3})[.)]\s$/,
    nodes.ordered_list,
    (match) => ({ start: Number(match[1]) }),
    (match, list) => list.childCount + Number(list.attrs['start']) === Number(match[1]),
  ),
  wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
  textblockTypeInputRule(/^```$/, nodes.preformatted),
]

/** Tab is not among them: it leaves the editor. Ctrl+Enter is not: it sends. */
const writingKeys: Record<string, Command> = {
  Enter: chainCommands(leavePreformatted, splitListItem(nodes.list_item)),
  'Shift-Enter': insertBreak,
  Backspace: chainCommands(undoInputRule, liftAtStart),
  'Mod-z': always(chainCommands(undoInputRule, undo)),
  'Mod-y': always(redo),
  'Mod-Shift-z': always(redo),
}

/** Backspace at the beginning of the first words of an item: out of the list. */
function liftAtStart(state: EditorState, dispatch?: Parameters<Command>[1]): boolean {
  const { $from, empty } = state.selection
  const isFirst = empty && $from.parentOffset === 0 && $from.depth > 1 && $from.index(-1) === 0
  return isFirst && $from.node(-1).type === nodes.list_item ? liftListItem(nodes.list_item)(state, dispatch) : false
}

const rulesPlugin = inputRules({ rules })

/** Whether a change came of signs that were typed, such as "# ". */
export function isByRule(transaction: Transaction): boolean {
  return transaction.docChanged && transaction.getMeta(rulesPlugin) !== undefined
}

export function writingPlugins(): Plugin[] {
  const { 'Mod-Enter': _sends, ...base } = baseKeymap
  return [rulesPlugin, keymap(writingKeys), keymap(base), history({ newGroupDelay: 700 }), tableEditing()]
}
