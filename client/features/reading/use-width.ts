import { onMounted, onScopeDispose, ref, type Ref } from 'vue'

/** The inline size of an element in rem, kept up to date; a wide one until it has been measured. */
export function useWidthRem(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const width = ref(60)
  let observer: ResizeObserver | undefined
  onMounted(() => {
    if (!element.value || typeof ResizeObserver === 'undefined') return
    observer = new ResizeObserver(([entry]) => {
      const size = entry?.contentBoxSize[0]?.inlineSize
      if (size !== undefined)
        width.value = size / Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    })
    observer.observe(element.value)
  })
  onScopeDispose(() => observer?.disconnect())
  return width
}
