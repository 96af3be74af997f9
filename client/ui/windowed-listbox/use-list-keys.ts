import { watch } from 'vue'
import { createTypeAhead } from '../type-ahead/type-ahead.ts'
import { createRangeSelection } from './range-selection.ts'
import type { RowItem, RowSource } from './row-source.ts'

export interface ListKeysOptions<Item extends RowItem> {
  readonly source: RowSource<Item>
  readonly currentIndex: () => number
  /** Rows that fit on the screen. */
  readonly pageRows: () => number
  readonly isMultiselectable: () => boolean
  readonly selectedIds: () => ReadonlySet<string>
  readonly loadedIds: () => string[]
  /** What a row is found by when letters are typed; undefined: it is not. */
  readonly typeText: (item: Item) => string | undefined
  readonly moveTo: (index: number) => void
  readonly open: (item: Item) => void
  readonly select: (ids: string[], all: boolean) => void
  readonly need: (from: number, to: number) => void
}

type Selection<Item extends RowItem> = ReturnType<typeof createRangeSelection<Item>>

/** The keys of a listbox with many-select (ARIA Authoring Practices, "Listbox", recommended selection model). */
export function useListKeys<Item extends RowItem>(options: ListKeysOptions<Item>) {
  const selection = createRangeSelection<Item>(options)
  const typeAhead = createTypeAhead()
  watch(selection.firstMissing, () => selection.fill())

  function onMoveKey(event: KeyboardEvent, target: number): void {
    if (event.shiftKey && options.isMultiselectable()) selection.extendTo(target)
    else selection.endRange()
    options.moveTo(target)
  }

  function onTypeKey(event: KeyboardEvent): boolean {
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey) return false
    const found = typeAhead(event.key, options.currentIndex(), options.source.total, (index) => {
      const item = options.source.itemAt(index)
      return item && options.typeText(item)
    })
    if (found !== null) options.moveTo(found)
    return found !== null
  }

  function onKey(event: KeyboardEvent): void {
    if (event.altKey || event.isComposing || event.defaultPrevented) return
    const target = event.ctrlKey || event.metaKey ? null : targetOf(event.key, options)
    if (target !== null) onMoveKey(event, target)
    else if (!onActKey(event, options, selection) && !onTypeKey(event)) return
    event.preventDefault()
  }

  function onClick(event: MouseEvent, item: Item, index: number): void {
    if (event.shiftKey && options.isMultiselectable()) selection.extendTo(index)
    else if ((event.ctrlKey || event.metaKey) && options.isMultiselectable()) selection.toggle(item, index)
    else options.open(item)
    options.moveTo(index)
  }

  return { onKey, onClick }
}

/** Where a key moves the focus to; null for other keys. */
function targetOf<Item extends RowItem>(key: string, options: ListKeysOptions<Item>): number | null {
  const here = options.currentIndex()
  const last = options.source.total - 1
  const page = Math.max(options.pageRows() - 1, 1)
  const targets: Record<string, number> = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    PageDown: here + page,
    PageUp: here - page,
    Home: 0,
    End: last,
  }
  const target = targets[key]
  return target === undefined ? null : Math.min(Math.max(target, 0), last)
}

/** Enter, Space, Ctrl+A and Escape. Returns whether the key was one of them. */
function onActKey<Item extends RowItem>(
  event: KeyboardEvent,
  options: ListKeysOptions<Item>,
  selection: Selection<Item>,
): boolean {
  const index = options.currentIndex()
  const item = options.source.itemAt(index)
  const hasCtrl = event.ctrlKey || event.metaKey
  const isPlain = !hasCtrl && !event.shiftKey
  if (event.key === 'Enter' && isPlain && item) options.open(item)
  else if (!options.isMultiselectable()) return false
  else if (event.key === ' ' && event.shiftKey) selection.extendTo(index)
  else if (event.key === ' ' && item) selection.toggle(item, index)
  else if (event.key.toLowerCase() === 'a' && hasCtrl) options.select(options.loadedIds(), true)
  else if (event.key === 'Escape' && isPlain && options.selectedIds().size > 0) options.select([], false)
  else return false
  return true
}
