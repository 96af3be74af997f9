import { computed, onBeforeUnmount, type Ref, watch } from 'vue'
import type { RowItem, RowSource } from './row-source.ts'
import type { RowRange } from './visited-ranges.ts'

/** While the scroll bar is dragged, rows are asked for at most this often. */
const needEveryMs = 80

/** Asks for the rows of the range that are not loaded: at once, but not more often than every 80 ms. */
export function useNeeds<Item extends RowItem>(
  source: RowSource<Item>,
  range: Readonly<Ref<RowRange>>,
  need: (from: number, to: number) => void,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const missing = computed(() => missingRows(source, range.value))
  function ask(): void {
    const [first, last] = missing.value.split('-').map(Number)
    if (first !== undefined && last !== undefined) need(first, last)
  }
  watch(
    missing,
    (wanted) => {
      if (wanted === '' || timer !== undefined) return
      ask()
      timer = setTimeout(() => {
        timer = undefined
        if (missing.value !== wanted) ask()
      }, needEveryMs)
    },
    { immediate: true },
  )
  onBeforeUnmount(() => {
    clearTimeout(timer)
  })
}

/** The first and last row that is not loaded, as "12-40"; empty when all are. A string, so that it only changes when they do. */
function missingRows<Item extends RowItem>(source: RowSource<Item>, { from, to }: RowRange): string {
  let first = -1
  let last = -1
  for (let index = from; index <= to; index += 1) {
    if (source.itemAt(index)) continue
    if (first === -1) first = index
    last = index
  }
  return first === -1 ? '' : `${first}-${last}`
}
