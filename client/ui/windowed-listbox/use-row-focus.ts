import { nextTick, onBeforeUnmount, type Ref, shallowRef, watch } from 'vue'
import { findIndex, indexesNear, type RowItem, type RowSource } from './row-source.ts'
import type { RowRange } from './visited-ranges.ts'

/** A row that went while it held the focus stays in the page this long after the focus has moved on (Orca 43). */
const removeDelayMs = 100

export interface PlacedRow<Item> {
  readonly item: Item
  readonly index: number
}

interface RowFocusOptions<Item extends RowItem> {
  readonly source: RowSource<Item>
  readonly visited: Readonly<Ref<RowRange[]>>
  readonly kept: Ref<PlacedRow<Item> | null>
  readonly hasFocus: Readonly<Ref<boolean>>
  /** Changes when rows came or went. */
  readonly orderOfRows: () => string
  /** The rows that were on the screen before the change. */
  readonly seen: () => readonly { id: string; index: number }[]
  readonly reveal: (index: number) => void
  /** Another number: another page of the set is shown, which is entered at its first row. */
  readonly page: () => number
  /** Whether there was an element to focus. */
  readonly focusElement: (id: string) => boolean
  readonly onFocus: (item: Item) => void
}

/**
 * Moves the focus from row to row, and keeps it on its row whatever happens to the list: rows inserted above shift it, and
 * when it goes, the next row has the focus before the old one leaves the page.
 */
export function useRowFocus<Item extends RowItem>(options: RowFocusOptions<Item>) {
  const { source, kept } = options
  /** A row that is not loaded yet and shall have the focus when it is. */
  const wantedIndex = shallowRef<number | null>(null)
  const leaving = useLeavingRow<Item>()

  /** Focuses a row by position. One that is not loaded yet is scrolled to and focused when it comes. */
  function moveTo(index: number): void {
    if (source.total === 0) return
    const target = Math.min(Math.max(index, 0), source.total - 1)
    const item = source.itemAt(target)
    wantedIndex.value = item ? null : target
    if (item) kept.value = { item, index: target }
    options.reveal(target)
    if (item) void takeFocus(item)
  }

  async function takeFocus(item: Item): Promise<void> {
    if (!options.focusElement(item.id)) {
      await nextTick()
      if (kept.value?.item.id === item.id) options.focusElement(item.id)
    }
    options.onFocus(item)
    leaving.dropSoon()
  }

  useRelocation(options, wantedIndex, (target, old) => {
    if (old) leaving.row.value = old
    void nextTick(() => {
      moveTo(target)
    })
  })

  return {
    leaving: leaving.row,
    currentIndex: () => wantedIndex.value ?? kept.value?.index ?? -1,
    moveTo,
    /** Makes a row the one that Tab comes to, without taking the focus. */
    keep: (id: string) => keepRow(options, id),
  }
}

/** After rows came or went: finds the kept row again, or its successor, and then says where the focus has to go. */
function useRelocation<Item extends RowItem>(
  options: RowFocusOptions<Item>,
  wantedIndex: Readonly<Ref<number | null>>,
  moveOn: (target: number, old?: PlacedRow<Item>) => void,
): void {
  const { source, kept } = options
  const idAt = (index: number | undefined | null) => source.itemAt(index ?? -1)?.id
  let page = options.page()
  function relocate(): void {
    const isOtherPage = page !== options.page()
    page = options.page()
    const wanted = wantedIndex.value
    if (wanted !== null && source.itemAt(wanted)) moveOn(wanted)
    const old = kept.value
    if (!old || keepRow(options, old.item.id)) return
    const target = isOtherPage ? 0 : successorOf(old, source, options.seen())
    const item = source.itemAt(target)
    kept.value = item ? { item, index: target } : null
    if (options.hasFocus.value) moveOn(target, old)
  }
  watch(
    () => [options.page(), options.orderOfRows(), idAt(kept.value?.index), idAt(wantedIndex.value)].join('|'),
    relocate,
  )
}

function keepRow<Item extends RowItem>({ source, kept, visited }: RowFocusOptions<Item>, id: string): boolean {
  const index = findIndex(source, id, kept.value?.index ?? 0, visited.value)
  const item = index === null ? undefined : source.itemAt(index)
  if (index === null || !item) return false
  kept.value = { item, index }
  return true
}

/** The row that has gone but is still in the page, because it held the focus. */
function useLeavingRow<Item>() {
  const row = shallowRef<PlacedRow<Item> | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  onBeforeUnmount(() => {
    clearTimeout(timer)
  })
  function dropSoon(): void {
    if (!row.value) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      row.value = null
    }, removeDelayMs)
  }
  return { row, dropSoon }
}

/** Where the nearest row after the one that went is now, otherwise the nearest before it. */
function successorOf<Item extends RowItem>(
  old: PlacedRow<Item>,
  source: RowSource<Item>,
  seen: readonly { id: string; index: number }[],
): number {
  const places = indexesNear(source, old.index)
  const after = seen.filter((row) => row.index > old.index)
  const before = seen.filter((row) => row.index < old.index).reverse()
  const placeOf = (rows: readonly { id: string }[]) =>
    rows.map((row) => places.get(row.id)).find((index) => index !== undefined)
  // At the end of a page the next row was on the next one, and has come up.
  const isNew = !seen.some(({ id }) => id === source.itemAt(old.index)?.id)
  const comeUp = isNew && source.itemAt(old.index) ? old.index : undefined
  return placeOf(after) ?? comeUp ?? placeOf(before) ?? Math.max(Math.min(old.index, source.total - 1), 0)
}
