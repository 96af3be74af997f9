import { keepLineInSight } from './keep-line-in-sight.ts'

/** Of what is higher than this part of the window enough is seen as it is, and of a text that is written the line stays in sight. */
const largePart = 1 / 4

/**
 * Scrolls to what has the focus where something that comes in below takes the room it was seen in (WCAG 2.4.11). What had been
 * scrolled out of sight before stays there. Returns what ends it.
 */
export function keepFocusInSight(pane: HTMLElement): () => void {
  const endNow = () => pane.getBoundingClientRect().bottom
  let end = endNow()
  const watching = new ResizeObserver(() => {
    const before = end
    end = endNow()
    const focused = document.activeElement
    if (!focused || !pane.contains(focused)) return
    const { bottom, height } = focused.getBoundingClientRect()
    const isCovered = bottom > end && bottom <= before
    if (isCovered && height <= innerHeight * largePart) focused.scrollIntoView({ block: 'nearest' })
    else if (end < before) keepLineInSight(focused, pane, before - end)
  })
  watching.observe(pane)
  return () => watching.disconnect()
}
