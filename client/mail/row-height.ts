import { computed, onScopeDispose, ref } from 'vue'
import { usePreferences } from '#client/accessibility/preferences.ts'

/** Three lines of text and room, or one line, in rem: rows grow with the person's font size. */
const heightsRem = { comfortable: 5.75, compact: 2.25 }
const headingHeightsRem = { comfortable: 2.625, compact: 2 }

/** Heights of rows and date headings in CSS pixels for the density and font size of the page, followed as they change. */
export function useRowHeight() {
  const preferences = usePreferences()
  const pxPerRem = ref(readPxPerRem())
  const probe = document.createElement('div')
  probe.style.cssText = 'position:fixed;visibility:hidden;inline-size:1rem;block-size:0'
  const watching =
    typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(() => (pxPerRem.value = readPxPerRem()))
  document.body.append(probe)
  watching?.observe(probe)
  onScopeDispose(() => {
    watching?.disconnect()
    probe.remove()
  })
  return {
    pxPerRem,
    rowHeight: computed(() => Math.round(heightsRem[preferences.density] * pxPerRem.value)),
    headingHeight: computed(() => Math.round(headingHeightsRem[preferences.density] * pxPerRem.value)),
  }
}

function readPxPerRem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
}
