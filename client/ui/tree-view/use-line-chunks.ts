import { computed, onBeforeUnmount, onMounted, type Ref, ref, watch } from 'vue'
import { type TreeLine } from './tree-node.ts'

/** Lines that are drawn together; a tree of fewer is drawn whole. */
const chunkSize = 50

/** How far beyond what is seen lines are drawn. */
const margin = '600px 0px'

export interface LineChunk {
  readonly index: number
  readonly lines: readonly TreeLine[]
  /** Its lines are on the page; otherwise it only takes up their room. */
  readonly isDrawn: boolean
}

/**
 * Draws of a long tree only the lines near the eye and those around the one that Tab comes to, so that a mailbox of
 * thousands of folders opens like one of ten. Every line says its place in the whole (`aria-posinset`, `aria-setsize`).
 */
export function useLineChunks(
  root: Readonly<Ref<HTMLElement | null>>,
  lines: () => readonly TreeLine[],
  stopId: () => string | null,
) {
  const near = ref<ReadonlySet<number>>(new Set([0, 1]))
  /** As high as a chunk was when it was last drawn, in pixels. */
  const heights = new Map<number, number>()
  let watching: IntersectionObserver | undefined

  const chunks = computed<LineChunk[]>(() => {
    const all = lines()
    const stop = stopId()
    const stopChunk = Math.floor(all.findIndex(({ node }) => node.id === stop) / chunkSize)
    return Array.from({ length: Math.ceil(all.length / chunkSize) }, (_, index) => ({
      index,
      lines: all.slice(index * chunkSize, (index + 1) * chunkSize),
      isDrawn: near.value.has(index) || index === stopChunk,
    }))
  })

  /** The room a chunk takes that is not drawn. */
  function roomOf({ index, lines: own }: LineChunk): string {
    const known = heights.get(index)
    return known === undefined ? `calc(${own.length} * var(--target))` : `${known}px`
  }

  function observeChunks(): void {
    watching?.disconnect()
    for (const chunk of root.value?.querySelectorAll('[data-chunk]') ?? []) watching?.observe(chunk)
  }

  function onSeen(entries: readonly IntersectionObserverEntry[]): void {
    const next = new Set(near.value)
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const index = Number((target as HTMLElement).dataset['chunk'])
      if (isIntersecting) next.add(index)
      else {
        if (next.delete(index)) heights.set(index, boundingClientRect.height)
      }
    }
    near.value = next
  }

  onMounted(() => {
    if (typeof IntersectionObserver === 'undefined') return
    // The first margin is for the window, the second for the pane that scrolls.
    watching = new IntersectionObserver(onSeen, {
      rootMargin: margin,
      scrollMargin: margin,
    })
    observeChunks()
  })
  watch(() => chunks.value.length, observeChunks, { flush: 'post' })
  onBeforeUnmount(() => watching?.disconnect())

  return { chunks, roomOf }
}
