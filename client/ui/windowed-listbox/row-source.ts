import type { GroupStart } from './list-geometry.ts'
import type { RowRange } from './visited-ranges.ts'

export interface RowItem {
  readonly id: string
}

/** What the list knows of its rows: sparse, by position. */
export interface RowSource<Item extends RowItem> {
  readonly total: number
  readonly itemAt: (index: number) => Item | undefined
  readonly groupOf?: ((item: Item) => { id: string; label: string } | null) | undefined
}

/** How far around its old place a row is looked for after rows came or went. */
const searchReach = 600

/** Positions by id of the loaded rows around a place. */
export function indexesNear<Item extends RowItem>(source: RowSource<Item>, center: number): Map<string, number> {
  const found = new Map<string, number>()
  const from = Math.max(center - searchReach, 0)
  const to = Math.min(center + searchReach, source.total - 1)
  for (let index = from; index <= to; index += 1) {
    const item = source.itemAt(index)
    if (item) found.set(item.id, index)
  }
  return found
}

/** Where a row is, looked for first around a place and then among all rows that were ever on the screen. */
export function findIndex<Item extends RowItem>(
  source: RowSource<Item>,
  id: string,
  near: number,
  visited: readonly RowRange[],
): number | null {
  const nearby = indexesNear(source, near).get(id)
  if (nearby !== undefined) return nearby
  for (const range of visited) {
    for (let index = range.from; index <= Math.min(range.to, source.total - 1); index += 1) {
      if (source.itemAt(index)?.id === id) return index
    }
  }
  return null
}

/**
 * Headings among the rows that were ever on the screen. A row whose predecessor is not loaded gets none: it is not known
 * whether its group begins there.
 */
export function groupStarts<Item extends RowItem>(source: RowSource<Item>, visited: readonly RowRange[]): GroupStart[] {
  const { groupOf } = source
  if (!groupOf) return []
  const starts: GroupStart[] = []
  for (const range of visited) {
    let before = groupBefore(source, range.from)
    for (let index = range.from; index <= Math.min(range.to, source.total - 1); index += 1) {
      const item = source.itemAt(index)
      const group = item ? groupOf(item) : undefined
      if (group && before !== undefined && group.id !== before) starts.push({ index, ...group })
      before = group === undefined ? undefined : (group?.id ?? null)
    }
  }
  return starts
}

/** The group of the row before a place: its id, null for none, undefined for not known. */
function groupBefore<Item extends RowItem>(source: RowSource<Item>, index: number): string | null | undefined {
  if (index === 0) return null
  const item = source.itemAt(index - 1)
  return item && source.groupOf ? (source.groupOf(item)?.id ?? null) : undefined
}
