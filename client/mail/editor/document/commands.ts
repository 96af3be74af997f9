import { setBlockType, toggleMark, wrapIn } from 'prosemirror-commands'
import { type Attrs, type MarkType, type Node, type NodeType } from 'prosemirror-model'
import { liftListItem, sinkListItem, wrapInList } from 'prosemirror-schema-list'
import { type Command, type EditorState, NodeSelection, Selection, TextSelection } from 'prosemirror-state'
import { liftTarget } from 'prosemirror-transform'
import { deepestBlock, type MarkName } from '#contract/rich-text.ts'
import { schema } from './schema.ts'

const { nodes, marks } = schema

export const toggle = (name: MarkName): Command => toggleMark(marks[name])

/** Makes paragraphs of the selection headings of this level; headings of this level become paragraphs. */
export function toggleHeading(level: number): Command {
  return (state, dispatch) => {
    const isOn = headingLevel(state) === level
    return (isOn ? setBlockType(nodes.paragraph) : setBlockType(nodes.heading, { level }))(state, dispatch)
  }
}

export const makeParagraph: Command = setBlockType(nodes.paragraph)
export const togglePreformatted: Command = (state, dispatch) =>
  setBlockType(isInside(state, nodes.preformatted) ? nodes.paragraph : nodes.preformatted)(state, dispatch)

/** Into a list, out of it, or from one kind of list to the other. */
export function toggleList(name: 'bullet_list' | 'ordered_list'): Command {
  return (state, dispatch) => {
    const list = listAround(state)
    if (!list) return isTooDeep(state) ? false : wrapInList(nodes[name])(state, dispatch)
    if (list.node.type === nodes[name]) return liftListItem(nodes.list_item)(state, dispatch)
    dispatch?.(state.tr.setNodeMarkup(list.position, nodes[name]))
    return true
  }
}

export const indent: Command = (state, dispatch) =>
  isTooDeep(state) ? false : sinkListItem(nodes.list_item)(state, dispatch)
export const outdent: Command = (state, dispatch) => liftListItem(nodes.list_item)(state, dispatch)

export const toggleQuote: Command = (state, dispatch) => {
  if (!isInside(state, nodes.blockquote)) return isTooDeep(state) ? false : wrapIn(nodes.blockquote)(state, dispatch)
  const { $from, $to } = state.selection
  const range = $from.blockRange($to, ({ type }) => type === nodes.blockquote)
  const target = range && liftTarget(range)
  if (!range || target === null) return false
  dispatch?.(state.tr.lift(range, target).scrollIntoView())
  return true
}

export const insertRule: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.horizontal_rule.create()).scrollIntoView())
  return true
}

export const insertBreak: Command = (state, dispatch) => {
  if (state.selection.$from.parent.type.spec.code) return false
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView())
  return true
}

/** An empty line at the end of preformatted text, and Enter: out of it. */
export const leavePreformatted: Command = (state, dispatch) => {
  const { $from, empty } = state.selection
  const isAtEnd = $from.parentOffset === $from.parent.content.size && $from.parent.textContent.endsWith('\n')
  if (!empty || $from.parent.type !== nodes.preformatted || !isAtEnd) return false
  if (dispatch) {
    const transaction = state.tr.delete($from.pos - 1, $from.pos)
    const behind = transaction.mapping.map($from.after())
    transaction.insert(behind, nodes.paragraph.create())
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, behind + 1)).scrollIntoView())
  }
  return true
}

/** Sets the direction of the paragraphs and headings in the selection; null lets their letters decide. */
export function setDirection(dir: 'ltr' | 'rtl' | null): Command {
  return (state, dispatch) => {
    const transaction = state.tr
    const { from, to } = state.selection
    state.doc.nodesBetween(from, to, (node, position) => {
      if (node.type.spec.attrs && 'dir' in node.type.spec.attrs && node.isTextblock)
        transaction.setNodeAttribute(position, 'dir', dir)
    })
    if (!transaction.docChanged) return false
    dispatch?.(transaction)
    return true
  }
}

/** Says the language of the selected words, or of the whole message where nothing is selected. */
export function setLanguage(lang: string | null, dir: 'ltr' | 'rtl' | null): Command {
  return (state, dispatch) => {
    const { empty, from, to } = state.selection
    if (empty) dispatch?.(state.tr.setDocAttribute('lang', lang).setDocAttribute('dir', dir))
    else if (lang === null) dispatch?.(state.tr.removeMark(from, to, marks.language))
    else dispatch?.(state.tr.addMark(from, to, marks.language.create({ lang, dir })))
    return true
  }
}

/** Puts a link with these words in place of the selection or the link the cursor is in. */
export function putLink(words: string, href: string): Command {
  return (state, dispatch) => {
    const { from, to } = linkRange(state)
    const transaction = state.tr
    // Words that stay as they are keep their bold and italic.
    if (words === state.doc.textBetween(from, to, ' ')) transaction.removeMark(from, to, marks.link)
    else transaction.replaceWith(from, to, schema.text(words, state.doc.resolve(from).marks()))
    const end = words === state.doc.textBetween(from, to, ' ') ? to : from + words.length
    transaction.addMark(from, end, marks.link.create({ href }))
    transaction.setSelection(TextSelection.create(transaction.doc, end)).removeStoredMark(marks.link)
    dispatch?.(transaction.scrollIntoView())
    return true
  }
}

export const removeLink: Command = (state, dispatch) => {
  const { from, to } = linkRange(state)
  if (!state.doc.rangeHasMark(from, to, marks.link)) return false
  dispatch?.(state.tr.removeMark(from, to, marks.link))
  return true
}

/** The whole link around the cursor, else the selection. */
export function linkRange(state: EditorState): { from: number; to: number; href: string } {
  const { $from, from, to } = state.selection
  const at = $from.parent.childAfter($from.parentOffset)
  const near = linkOf(at.node) ? at : $from.parent.childBefore($from.parentOffset)
  const href = linkOf(near.node)
  if (!href) return { from, to, href: '' }
  let first = near.index
  let start = $from.start() + near.offset
  let end = start + (near.node?.nodeSize ?? 0)
  while (first > 0 && linkOf($from.parent.child(first - 1)) === href) {
    first -= 1
    start -= $from.parent.child(first).nodeSize
  }
  for (
    let next = near.index + 1;
    next < $from.parent.childCount && linkOf($from.parent.child(next)) === href;
    next += 1
  )
    end += $from.parent.child(next).nodeSize
  return { from: Math.min(start, from), to: Math.max(end, to), href }
}

function linkOf(node: Node | null): string | null {
  return (marks.link.isInSet(node?.marks ?? [])?.attrs['href'] as string | undefined) ?? null
}

/** A table of empty cells, the first row of headers if wished, with the cursor in its first cell. */
export function insertTable(rows: number, columns: number, hasHeader: boolean): Command {
  return (state, dispatch) => {
    const cells = (type: NodeType, attrs?: Attrs) =>
      Array.from({ length: columns }, () => type.createAndFill(attrs) as Node)
    const content = Array.from({ length: rows }, (_, row) =>
      nodes.table_row.create(null, cells(row === 0 && hasHeader ? nodes.table_header : nodes.table_cell)),
    )
    const table = nodes.table.create(null, content)
    if (dispatch) {
      const transaction = state.tr.replaceSelectionWith(table)
      const start = transaction.mapping.map(state.selection.from, -1)
      transaction.doc.nodesBetween(Math.max(0, start - 1), transaction.doc.content.size, (node, position) => {
        if (node !== table) return node.type !== nodes.table
        transaction.setSelection(Selection.near(transaction.doc.resolve(position + 3)))
        // Room to go on writing behind it.
        const behind = position + table.nodeSize
        if (behind === transaction.doc.content.size) transaction.insert(behind, nodes.paragraph.create())
        return false
      })
      dispatch(transaction.scrollIntoView())
    }
    return true
  }
}

export function isMarkOn({ selection, storedMarks, doc }: EditorState, type: MarkType): boolean {
  const { empty, $from, from, to } = selection
  if (empty) return type.isInSet(storedMarks ?? $from.marks()) !== undefined
  return doc.rangeHasMark(from, to, type)
}

export function isInside({ selection: { $from } }: EditorState, type: NodeType): boolean {
  return ancestors($from.depth).some((depth) => $from.node(depth).type === type)
}

export function headingLevel({ selection: { $from } }: EditorState): number | null {
  return $from.parent.type === nodes.heading ? Number($from.parent.attrs['level']) : null
}

/** The innermost list around the cursor. */
export function listAround({ selection: { $from } }: EditorState): { node: Node; position: number } | null {
  const isList = ({ type }: Node) => type === nodes.bullet_list || type === nodes.ordered_list
  const depth = ancestors($from.depth).find((each) => isList($from.node(each)))
  return depth === undefined ? null : { node: $from.node(depth), position: $from.before(depth) }
}

function isTooDeep({ selection: { $from } }: EditorState): boolean {
  return $from.depth + 2 > deepestBlock
}

const ancestors = (depth: number) => Array.from({ length: depth }, (_, index) => depth - index)

/** What is said of the picture that is selected; null where none is. */
export function selectedPicture({ selection }: EditorState): { alt: string | null } | null {
  const isPicture = selection instanceof NodeSelection && selection.node.type === nodes.picture
  return isPicture ? { alt: selection.node.attrs['alt'] as string | null } : null
}

/** Puts a picture at the cursor, which then stands after it. */
export function putPicture(cid: string, alt: string | null): Command {
  return (state, dispatch) => {
    const { $from } = state.selection
    if (!$from.parent.canReplaceWith($from.index(), $from.index(), nodes.picture)) return false
    dispatch?.(state.tr.replaceSelectionWith(nodes.picture.create({ cid, alt })).scrollIntoView())
    return true
  }
}

/** Says what the selected picture shows. */
export function describePicture(alt: string | null): Command {
  return (state, dispatch) => {
    if (!selectedPicture(state)) return false
    const { from } = state.selection
    const transaction = state.tr.setNodeAttribute(from, 'alt', alt)
    dispatch?.(transaction.setSelection(NodeSelection.create(transaction.doc, from)))
    return true
  }
}
