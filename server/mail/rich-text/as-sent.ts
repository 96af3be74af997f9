import { wordsOf } from '#contract/rich-text-words.ts'
import type { RichDocument, RichNode } from '#contract/rich-text.ts'

/**
 * Formatted text as it is sent: items of lists with nothing in them are left out, and tables in which nothing is named only
 * arrange (`layout`). A draft keeps both: whoever goes on with it may be about to fill them.
 */
export function asSent(document: RichDocument): RichDocument {
  return { ...document, content: withRoom(document.content.flatMap(sentBlocks)) }
}

const holdsBlocks = ['list_item', 'blockquote', 'table', 'table_row', 'table_cell', 'table_header']
const needsBlock = ['blockquote', 'table_cell', 'table_header']

function sentBlocks(node: RichNode): RichNode[] {
  if (node.type === 'bullet_list' || node.type === 'ordered_list') return listsOf(node)
  if (!holdsBlocks.includes(node.type)) return [node]
  const content = (node.content ?? []).flatMap(sentBlocks)
  const sent = { ...node, content: needsBlock.includes(node.type) ? withRoom(content) : content }
  return [node.type === 'table' && !namesAnything(node) ? { ...sent, attrs: { layout: true } } : sent]
}

/** What follows an item that is left out keeps its number: a numbered list goes on there as another one. */
function listsOf(list: RichNode): RichNode[] {
  const isNumbered = list.type === 'ordered_list'
  const first = Number(list.attrs?.['start'])
  const lists: RichNode[] = []
  let goesOn = false
  for (const [index, item] of (list.content ?? []).flatMap(sentBlocks).entries()) {
    const last = lists.at(-1)
    if (!saysAnything(item)) goesOn &&= !isNumbered
    else if (goesOn && last) lists.splice(-1, 1, { ...last, content: [...(last.content ?? []), item] })
    else {
      lists.push({ ...list, ...(isNumbered && { attrs: { start: first + index } }), content: [item] })
      goesOn = true
    }
  }
  return lists
}

const saysAnything = (node: RichNode): boolean => wordsOf(node).trim() !== '' || hasPicture(node)
const hasPicture = ({ type, content = [] }: RichNode): boolean => type === 'picture' || content.some(hasPicture)

const namesAnything = ({ type, content = [], ...node }: RichNode): boolean =>
  type === 'table_header' ? wordsOf({ type, content, ...node }).trim() !== '' : content.some(namesAnything)

/** Where something has to stand. */
function withRoom(blocks: readonly RichNode[]): readonly RichNode[] {
  return blocks.length > 0 ? blocks : [{ type: 'paragraph', attrs: { dir: null }, content: [] }]
}
