/** A box on the screen in CSS pixels, as `getBoundingClientRect` gives it. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

export interface Placement {
  left: number
  top: number
  /** What is left of the screen on that side; the floating thing scrolls inside it. */
  maxHeight: number
}

/** One more than the focus ring is deep (2 px off, 3 px thick), so that nothing floating covers the ring of its anchor. */
const gapPx = 6
const marginPx = 8

/**
 * Where a menu, list of suggestions or tooltip goes: below its anchor, or above when there is more room there; aligned with
 * the anchor's start edge (`align` start), end edge or middle, by the reading direction; always wholly on the screen.
 */
export function placeFloating(
  anchor: Box,
  floating: { width: number; height: number },
  screen: { width: number; height: number; isRtl: boolean },
  align: 'start' | 'end' | 'center' = 'start',
): Placement {
  const roomBelow = screen.height - (anchor.top + anchor.height) - gapPx - marginPx
  const roomAbove = anchor.top - gapPx - marginPx
  const isBelow = floating.height <= roomBelow || roomBelow >= roomAbove
  const maxHeight = Math.max(isBelow ? roomBelow : roomAbove, 0)
  const height = Math.min(floating.height, maxHeight)
  const top = isBelow ? anchor.top + anchor.height + gapPx : anchor.top - gapPx - height
  const alignsLeft = (align === 'start') !== screen.isRtl
  const wished =
    align === 'center'
      ? anchor.left + (anchor.width - floating.width) / 2
      : alignsLeft
        ? anchor.left
        : anchor.left + anchor.width - floating.width
  const left = Math.max(Math.min(wished, screen.width - floating.width - marginPx), marginPx)
  return { left, top, maxHeight }
}

/** What floats, and how each is placed anew when its anchor moves: the window changes its size, or something scrolls. */
const floating = new Map<HTMLElement, () => void>()

/**
 * Shows an element with `popover="manual"` in the top layer, where nothing clips it, and keeps it beside its anchor for as
 * long as it is shown.
 */
export function floatBeside(element: HTMLElement, anchor: HTMLElement, align?: 'start' | 'end' | 'center'): void {
  // Without the top layer (jsdom) it stays where it stands.
  if (typeof element.showPopover !== 'function') return
  if (!element.matches(':popover-open')) element.showPopover()
  if (floating.size === 0) {
    addEventListener('resize', onResize)
    addEventListener('scroll', onScroll, { capture: true, passive: true })
  }
  floating.set(element, () => place(element, anchor, align))
  sizes ??= new ResizeObserver(placeAll)
  sizes.observe(element)
  placeAll()
}

/** Larger letters or wider spacing make it grow. */
let sizes: ResizeObserver | undefined

function onResize(): void {
  placeAll()
  // What answers to its own new size (a bar that drops words) has moved the anchor by then.
  requestAnimationFrame(() => requestAnimationFrame(placeAll))
}

/** The focus brings its element into view after tooltips have been shown beside it. */
function onScroll({ target }: Event): void {
  const isInside = target instanceof Node && [...floating.keys()].some((element) => element.contains(target))
  if (!isInside) placeAll()
}

function placeAll(): void {
  for (const [element, placeAgain] of floating) {
    if (element.matches(':popover-open')) placeAgain()
    else forget(element)
  }
  if (floating.size > 0) return
  removeEventListener('resize', onResize)
  removeEventListener('scroll', onScroll, { capture: true })
}

function forget(element: HTMLElement): void {
  floating.delete(element)
  sizes?.unobserve(element)
}

function place(element: HTMLElement, anchor: HTMLElement, align?: 'start' | 'end' | 'center'): void {
  element.style.maxHeight = ''
  const root = document.documentElement
  const screen = {
    width: root.clientWidth,
    height: root.clientHeight,
    isRtl: getComputedStyle(anchor).direction === 'rtl',
  }
  const placement = placeFloating(anchor.getBoundingClientRect(), element.getBoundingClientRect(), screen, align)
  element.style.left = `${placement.left}px`
  element.style.top = `${placement.top}px`
  element.style.maxHeight = `${placement.maxHeight}px`
}
