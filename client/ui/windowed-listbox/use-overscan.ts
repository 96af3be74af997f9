import { onScopeDispose, type Ref, ref, watch } from 'vue'

/** Rows kept ready above and below what is seen. */
export const overscan = 8
/** At a place just come to, what is seen comes first: so few beside it, and the others when that has long been painted. */
const overscanAtFirst = 1
const settledAfterMs = 250

/** How many rows stand beside those that are seen: few for a moment at first, and wherever the list jumps to. */
export function useOverscan(
  scrollTop: Readonly<Ref<number>>,
  viewHeight: Readonly<Ref<number>>,
): Readonly<Ref<number>> {
  const rows = ref(overscanAtFirst)
  let timer: ReturnType<typeof setTimeout> | undefined
  function arrive(): void {
    rows.value = overscanAtFirst
    clearTimeout(timer)
    timer = setTimeout(() => (rows.value = overscan), settledAfterMs)
  }
  arrive()
  watch(
    scrollTop,
    (top, before) => {
      if (Math.abs(top - before) > viewHeight.value) arrive()
    },
    { flush: 'sync' },
  )
  onScopeDispose(() => clearTimeout(timer))
  return rows
}
