import { type Ref, watch } from 'vue'
import { type Geometry, indexAt, topOf } from './list-geometry.ts'
import { indexesNear, type RowItem, type RowSource } from './row-source.ts'

interface SeenRow {
  readonly id: string
  readonly index: number
}

interface Anchor {
  /** Undefined for a row that is not loaded: then its position stands for it. */
  readonly id: string | undefined
  readonly index: number
  /** From the top of the view to the top of the row. */
  readonly offsetPx: number
}

interface ScrollAnchorOptions<Item extends RowItem> {
  readonly source: RowSource<Item>
  readonly geometry: Readonly<Ref<Geometry>>
  readonly scrollTop: Readonly<Ref<number>>
  readonly viewHeight: Readonly<Ref<number>>
  readonly hasFocus: Readonly<Ref<boolean>>
  /** The rows in the page now, in order. */
  readonly shown: () => readonly { item: Item | undefined; index: number }[]
  readonly keptIndex: () => number | undefined
  readonly scrollTo: (top: number) => void
}

/**
 * Holds what the person looks at in its place on the screen when rows or headings come or go above it: the focused row if it
 * is seen, else the first row that is. At the top, with nobody in the list, new rows slide in instead.
 */
export function useScrollAnchor<Item extends RowItem>(options: ScrollAnchorOptions<Item>) {
  const { source, geometry, scrollTop, hasFocus, shown, scrollTo } = options
  let seen: SeenRow[] = []
  let anchor: Anchor | null = null

  function isSeen(index: number, top: number): boolean {
    const rowTop = topOf(geometry.value, index)
    return rowTop + geometry.value.rowHeightPx > top && rowTop < top + options.viewHeight.value
  }

  /** Takes note of what will be looked at. Called before each scroll, while the geometry is still that of the rows known so far. */
  function look(top: number, wantedIndex?: number): void {
    anchor = null
    if (source.total === 0 || (top <= 0 && !hasFocus.value && wantedIndex === undefined)) return
    const kept = hasFocus.value ? options.keptIndex() : undefined
    const preferred = [wantedIndex, kept].find((index) => index !== undefined && isSeen(index, top))
    const index = preferred ?? indexAt(geometry.value, top)
    anchor = { id: source.itemAt(index)?.id, index, offsetPx: topOf(geometry.value, index) - top }
  }

  function restore(): void {
    if (!anchor) return
    const index = placeOf(anchor, source, seen)
    if (index === null) return
    const wanted = topOf(geometry.value, index) - anchor.offsetPx
    if (Math.abs(wanted - scrollTop.value) >= 1) scrollTo(wanted)
  }

  /** Changes when the rows on the screen are others, or lie elsewhere, than when they were last looked at. */
  const orderOfRows = () => `${source.total} ${seen.map((row) => source.itemAt(row.index)?.id).join(' ')}`

  watch([orderOfRows, geometry], restore)
  watch(
    [shown, hasFocus],
    () => {
      seen = shown().flatMap(({ item, index }) => (item ? [{ id: item.id, index }] : []))
      look(scrollTop.value)
    },
    { flush: 'post', immediate: true },
  )

  return { orderOfRows, look, seen: () => seen }
}

/** Where the anchor is now; when its row has gone, where the nearest row after it is. */
function placeOf<Item extends RowItem>(
  anchor: Anchor,
  source: RowSource<Item>,
  seen: readonly SeenRow[],
): number | null {
  if (anchor.id === undefined) return anchor.index
  const places = indexesNear(source, anchor.index)
  const survivor = seen.find((row) => row.index >= anchor.index && places.has(row.id))
  return places.get(anchor.id) ?? (survivor ? (places.get(survivor.id) ?? null) : null)
}
