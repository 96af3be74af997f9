import type { RowItem, RowSource } from './row-source.ts'
import { createWaitingRange } from './waiting-range.ts'

interface RangeSelectionOptions<Item extends RowItem> {
  readonly source: RowSource<Item>
  readonly currentIndex: () => number
  readonly selectedIds: () => ReadonlySet<string>
  readonly select: (ids: string[], all: boolean) => void
  /** Asks for rows, both ends included. */
  readonly need: (from: number, to: number) => void
}

/** Selecting one by one and by ranges. A range grows and shrinks from where it began and leaves the rest as it was. */
export function createRangeSelection<Item extends RowItem>(options: RangeSelectionOptions<Item>) {
  const { source, select } = options
  let start: number | null = null
  let selectedBefore: ReadonlySet<string> = new Set()
  const waiting = createWaitingRange(source, (from, to) => options.need(from, to))

  function idsBetween(from: number, to: number): string[] {
    const ids: string[] = []
    for (let index = from; index <= to; index += 1) {
      const item = source.itemAt(index)
      if (item) ids.push(item.id)
    }
    return ids
  }

  return {
    firstMissing: waiting.firstMissing,
    toggle(item: Item, index: number): void {
      const ids = new Set(options.selectedIds())
      if (!ids.delete(item.id)) ids.add(item.id)
      start = index
      selectedBefore = ids
      waiting.end()
      select([...ids], false)
    },
    extendTo(index: number): void {
      if (start === null) {
        start = Math.max(options.currentIndex(), 0)
        selectedBefore = options.selectedIds()
      }
      const [from, to] = start <= index ? [start, index] : [index, start]
      select([...new Set([...selectedBefore, ...idsBetween(from, to)])], false)
      waiting.begin(from, to)
    },
    /** Rows have come: the range goes on asking, or is taken in when it has them all. */
    fill(): void {
      // Whoever has cleared the selection meanwhile wants none of it.
      if (options.selectedIds().size === 0) waiting.end()
      const range = waiting.range.value
      if (!range) return
      if (waiting.firstMissing() !== -1) {
        waiting.askOn()
        return
      }
      waiting.end()
      select([...new Set([...options.selectedIds(), ...idsBetween(range.from, range.to)])], false)
    },
    /** A move without Shift ends the range. */
    endRange(): void {
      start = null
    },
  }
}
