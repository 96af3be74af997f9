import { computed, onScopeDispose, type Ref, ref, watch } from 'vue'

/** How many entries are drawn together: more than any screen shows. */
const together = 30

/**
 * Draws of a long list what the screen shows at once, and the rest in the frames after it, so that what a person sees does not
 * wait for what they do not. All entries are on the page within moments, for readers, for finding and for Tab. Call it in setup.
 */
export function useDrawnSoon<T>(all: () => readonly T[]): Readonly<Ref<readonly T[]>> {
  const count = ref(together)
  let frame = 0

  function drawMore(): void {
    frame = 0
    if (count.value < all().length) count.value += together
  }
  watch(
    [count, () => all().length],
    ([drawn, length]) => {
      if (frame === 0 && drawn < length) frame = requestAnimationFrame(() => setTimeout(drawMore))
    },
    { immediate: true, flush: 'post' },
  )
  onScopeDispose(() => cancelAnimationFrame(frame))
  return computed(() => (count.value < all().length ? all().slice(0, count.value) : all()))
}
