import { computed, nextTick, onBeforeUnmount, onMounted, type Ref, ref, shallowRef, watch } from 'vue'
import { fullHeight, type Geometry, indexAt, scrollToShow } from './list-geometry.ts'
import { groupStarts, type RowItem, type RowSource } from './row-source.ts'
import { useNeeds } from './use-needs.ts'
import { overscan, useOverscan } from './use-overscan.ts'
import { addRange, coversRange, type RowRange } from './visited-ranges.ts'

/** Until the list has been measured: about a screen, so that the first picture already has rows. */
const assumedHeightPx = 720

interface WindowOptions<Item extends RowItem> {
  readonly source: RowSource<Item>
  readonly rowHeightPx: () => number
  readonly headingHeightPx: () => number
  /** Every row stands in the page, on the screen or not. */
  readonly isWhole: () => boolean
  readonly need: (from: number, to: number) => void
  /** Told of each scroll before it takes effect; `index` is the row that is to be shown, if there is one. */
  readonly beforeScroll: (top: number, index?: number) => void
}

/** Which rows of a long list are on the screen, and the scroll position. */
export function useWindow<Item extends RowItem>(
  scroller: Readonly<Ref<HTMLElement | null>>,
  { source, rowHeightPx, headingHeightPx, isWhole, need, beforeScroll }: WindowOptions<Item>,
) {
  const scrollTop = ref(0)
  const viewHeight = useHeight(scroller)
  const visited = shallowRef<RowRange[]>([])

  const geometry = computed<Geometry>(() => ({
    total: source.total,
    rowHeightPx: rowHeightPx(),
    headingHeightPx: headingHeightPx(),
    starts: groupStarts(source, visited.value),
  }))
  const around = useOverscan(scrollTop, viewHeight)
  const rangeWith = (beside: number): RowRange =>
    isWhole() ? { from: 0, to: source.total - 1 } : rangeAt(geometry.value, scrollTop.value, viewHeight.value, beside)
  const range = computed(() => rangeWith(around.value))
  watch(range, (shown) => note(visited, shown), { immediate: true, flush: 'sync' })

  /** First the state, which the next render needs, and again when the element is high enough to follow. */
  function scrollTo(top: number, index?: number): void {
    const highest = Math.max(fullHeight(geometry.value) - viewHeight.value, 0)
    const wanted = Math.min(Math.max(top, 0), highest)
    beforeScroll(wanted, index)
    scrollTop.value = wanted
    const follow = () => {
      if (scroller.value && scroller.value.scrollTop !== scrollTop.value) scroller.value.scrollTop = scrollTop.value
    }
    follow()
    void nextTick(follow)
  }

  const topToShow = (index: number, height: number) =>
    scrollToShow(geometry.value, index, { top: scrollTop.value, height })

  /** Scrolls as little as possible until the row is wholly seen. Asks nothing of the page: that would lay it out before its time. */
  function reveal(index: number): void {
    const wanted = topToShow(index, viewHeight.value)
    if (wanted !== scrollTop.value) scrollTo(wanted, index)
  }

  /** Whether the row is wholly seen in a list of this height. */
  const isSeen = (index: number, height: number) => topToShow(index, height) === scrollTop.value

  function onScroll(): void {
    const top = scroller.value?.scrollTop ?? 0
    if (Math.abs(top - scrollTop.value) < 1) return
    beforeScroll(top)
    scrollTop.value = top
  }

  const wanted = computed(() => rangeWith(overscan))
  useNeeds(source, wanted, need)
  return { geometry, range, visited, scrollTop, viewHeight, scrollTo, reveal, isSeen, onScroll }
}

function note(visited: Ref<RowRange[]>, shown: RowRange): void {
  if (shown.to >= shown.from && !coversRange(visited.value, shown)) visited.value = addRange(visited.value, shown)
}

/** The rows on the screen, and some more. */
function rangeAt(geometry: Geometry, top: number, height: number, beside: number): RowRange {
  return {
    from: Math.max(indexAt(geometry, top) - beside, 0),
    to: Math.min(indexAt(geometry, top + height) + beside, geometry.total - 1),
  }
}

/** The height of an element in CSS pixels, kept up to date. */
function useHeight(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const height = ref(assumedHeightPx)
  let resizing: ResizeObserver | undefined
  function measure(): void {
    const measured = element.value?.clientHeight ?? 0
    if (measured > 0) height.value = measured
  }
  onMounted(() => {
    measure()
    if (!element.value || typeof ResizeObserver === 'undefined') return
    resizing = new ResizeObserver(measure)
    resizing.observe(element.value)
  })
  onBeforeUnmount(() => resizing?.disconnect())
  return height
}
