import { redoDepth, undoDepth } from 'prosemirror-history'
import { type EditorState } from 'prosemirror-state'
import { isInTable } from 'prosemirror-tables'
import { type Direction, type MarkName } from '#contract/rich-text.ts'
import { headingLevel, isInside, isMarkOn, listAround, selectedPicture } from './commands.ts'
import { schema } from './schema.ts'

/** What is so where the cursor is: for the toolbar. */
export interface Look {
  marks: ReadonlySet<MarkName>
  heading: number | null
  list: 'bullet_list' | 'ordered_list' | null
  isQuote: boolean
  isPreformatted: boolean
  isTable: boolean
  isPicture: boolean
  /** As the person chose it; null where the letters decide. */
  dir: Direction | null
  canUndo: boolean
  canRedo: boolean
}

export function lookOf(state: EditorState): Look {
  const names = Object.keys(schema.marks) as MarkName[]
  return {
    marks: new Set(names.filter((name) => isMarkOn(state, schema.marks[name]))),
    heading: headingLevel(state),
    list: (listAround(state)?.node.type.name as Look['list'] | undefined) ?? null,
    isQuote: isInside(state, schema.nodes.blockquote),
    isPreformatted: isInside(state, schema.nodes.preformatted),
    isTable: isInTable(state),
    isPicture: selectedPicture(state) !== null,
    dir: (state.selection.$from.parent.attrs['dir'] as Direction | null | undefined) ?? null,
    canUndo: undoDepth(state) > 0,
    canRedo: redoDepth(state) > 0,
  }
}

export function isSameLook({ marks: some, ...one }: Look, { marks: others, ...other }: Look): boolean {
  const names = Object.keys(one) as (keyof typeof one)[]
  const hasSameMarks = some.size === others.size && [...some].every((mark) => others.has(mark))
  return hasSameMarks && names.every((name) => one[name] === other[name])
}
