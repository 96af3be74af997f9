/** Of what is higher than this part of the pane enough is seen as it is, and who reads or writes in it keeps the line. */
const largePart = 1 / 4

/**
 * Scrolls to what has the focus where something that comes in below takes the room it was seen in (WCAG 2.4.11). What had been
 * scrolled out of sight before stays there. Returns what ends it.
 */
export function keepFocusInSight(pane: HTMLElement): () => void {
  const placeNow = () => pane.getBoundingClientRect()
  let end = placeNow().bottom
  const watching = new ResizeObserver(() => {
    const before = end
    const place = placeNow()
    end = place.bottom
    const focused = document.activeElement
    if (!focused || !pane.contains(focused)) return
    const { bottom, height } = focused.getBoundingClientRect()
    const isCovered = bottom > end && bottom <= before
    if (isCovered && height <= place.height * largePart) focused.scrollIntoView({ block: 'nearest' })
  })
  watching.observe(pane)
  return () => watching.disconnect()
}
