/** A message may ask for any height; beyond this it scrolls inside its frame. */
const tallestPx = 60_000
const scrollBarPx = 17

/**
 * Keeps the frame as tall as its document, so that the page scrolls and not the frame. The observer is the page's own. Data
 * tables that are wider than the frame become Tab stops while they are, so that keys can scroll them.
 */
export function followSize(frame: HTMLIFrameElement, inside: Document, signal: AbortSignal, wideTable: string): void {
  const root = inside.documentElement
  const fit = () => {
    const scrollsSideways = root.scrollWidth > root.clientWidth + 1
    const height = Math.ceil(root.getBoundingClientRect().height) + (scrollsSideways ? scrollBarPx : 0)
    const wished = `${Math.min(height, tallestPx)}px`
    if (frame.style.blockSize !== wished) frame.style.blockSize = wished
    if (height > tallestPx) root.style.setProperty('overflow-y', 'auto', 'important')
    for (const box of inside.querySelectorAll<HTMLElement>('.cc-scroll')) makeReachable(box, wideTable)
  }
  const observer = new ResizeObserver(fit)
  observer.observe(root)
  signal.addEventListener('abort', () => observer.disconnect())
  fit()
}

function makeReachable(box: HTMLElement, name: string): void {
  if (box.scrollWidth > box.clientWidth + 1) {
    box.tabIndex = 0
    box.setAttribute('role', 'group')
    box.setAttribute('aria-label', name)
  } else {
    for (const attribute of ['tabindex', 'role', 'aria-label']) box.removeAttribute(attribute)
  }
}
