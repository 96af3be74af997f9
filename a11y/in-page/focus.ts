import { describe, focused, isClippedAway, nameOf, pathOf, roleOf, withEdge } from './elements.ts'

export interface Stop {
  /** Same text, same element, for as long as it is in the page. */
  key: string
  role: string
  name: string
  description: string
  /** Where in the page things like it stand. */
  path: string
  /** What it is besides, which may paint it in another way: selected, pressed, current, invalid and the like. */
  look: string
  /** In CSS px of the window, frames counted in. */
  box: { x: number; y: number; width: number; height: number }
  /** Round this the ring is looked for. */
  ringBox: Stop['box']
  /** Why someone cannot see where the focus is, if so. */
  hidden: string | null
  insideFrame: boolean
}

/** The window, and how far the page is scrolled in it, in CSS px. */
export interface Place {
  width: number
  height: number
  pageX: number
  pageY: number
}

/** Where a walk has come to. */
export interface Step {
  stop: Stop | null
  /** Where the stop before is now; null for none. */
  before: Stop['box'] | null
  place: Place
}

const looks = [
  'aria-selected',
  'aria-pressed',
  'aria-checked',
  'aria-expanded',
  'aria-current',
  'aria-disabled',
  'aria-invalid',
]

const keys = new WeakMap<Element, string>()
const elements = new Map<string, WeakRef<Element>>()

/** What has the focus now; null when nothing but the page has. */
export function stop(): Stop | null {
  const element = focused()
  if (!element || element === document.body || element === document.documentElement) return null
  const key = keys.get(element) ?? `stop-${elements.size}`
  keys.set(element, key)
  elements.set(key, new WeakRef(element))
  const box = boxIn(element)
  return {
    key,
    role: roleOf(element),
    name: nameOf(element),
    description: describe(element),
    path: pathOf(element),
    look: looks.map((name) => `${name}=${element.getAttribute(name) ?? ''}`).join(' '),
    box,
    ringBox: ringBoxIn(element),
    hidden: obscured(element, box),
    insideFrame: element.ownerDocument !== document,
  }
}

/** What has the focus now, and where the stop with that key is. */
export function step(keyBefore: string | null): Step {
  const { pageLeft: pageX, pageTop: pageY } = visualViewport ?? { pageLeft: 0, pageTop: 0 }
  return {
    stop: stop(),
    before: keyBefore === null ? null : ringBoxOf(keyBefore),
    place: { width: innerWidth, height: innerHeight, pageX, pageY },
  }
}

/** Where a stop met before is now; null when it has gone, or when it only shows while it has the focus, as skip links do. */
function ringBoxOf(key: string): Stop['box'] | null {
  const element = elements.get(key)?.deref()
  return element?.isConnected && !isClippedAway(element) ? ringBoxIn(element) : null
}

/** A field within a frame (chips and input) has the ring round the frame, a box or switch round its mark. */
function ringBoxIn(element: Element): Stop['box'] {
  const box = boxIn(element.matches('input[role="combobox"]') ? withEdge(element) : element)
  const mark = element.matches('[data-ring="mark"]') ? getComputedStyle(element, '::before') : null
  if (!mark) return box
  const [width, height] = [parseFloat(mark.width), parseFloat(mark.height)]
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height }
}

function boxIn(element: Element): Stop['box'] {
  const offset = frameOffset(element)
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x: x + offset.x, y: y + offset.y, width, height }
}

function frameOffset(element: Element): { x: number; y: number } {
  const frame = element.ownerDocument.defaultView?.frameElement
  if (!frame) return { x: 0, y: 0 }
  const { x, y } = frame.getBoundingClientRect()
  return { x, y }
}

/**
 * Why someone does not see all of what has the focus, if so: its middle and its corners must be in the window and nothing
 * may lie over them (WCAG 2.4.12, which 2.4.11 is a part of). Of what is larger than its pane or the window, and of a link
 * that runs over lines, the middle of each line or one of the points is enough.
 */
function obscured(element: Element, box: Stop['box']): string | null {
  if (element.ownerDocument !== document) return null
  if (box.width === 0 || box.height === 0) return `has no size: ${describe(element)}`
  if (isClippedAway(element)) return `is clipped away: ${describe(element)}`
  const lines = [...element.getClientRects()].filter(({ width, height }) => width > 1 && height > 1)
  const points = lines.length > 1 ? lines.map(middleOf) : [middleOf(box), ...cornersOf(box)]
  const over = points.map((point) => coverAt(element, point))
  const missing = over.filter((cover) => cover !== null)
  const allowed = fits(element, box) ? 0 : points.length - 1
  if (missing.length <= allowed) return null
  const [first] = missing
  return `${missing.length} of ${points.length} points are covered or out of sight: ${describe(element)}, by ${first instanceof Element ? pathOf(first) : String(first)}`
}

type Point = readonly [x: number, y: number]

function middleOf({ x, y, width, height }: Stop['box']): Point {
  return [x + width / 2, y + height / 2]
}

function cornersOf({ x, y, width, height }: Stop['box']): Point[] {
  const inset = Math.min(20, width / 4, height / 4)
  const [left, right] = [x + inset, x + width - inset]
  const [top, bottom] = [y + inset, y + height - inset]
  return [
    [left, top],
    [right, top],
    [left, bottom],
    [right, bottom],
  ]
}

/** Whether there is room to see all of it at once. A message in its frame and a text that is written scroll with the line one is at. */
function fits(element: Element, { width, height }: Stop['box']): boolean {
  if (element.matches('iframe, textarea') || width > innerWidth || height > innerHeight) return false
  return clippersOf(element).every((pane) => width <= pane.width + 1 && height <= pane.height + 1)
}

/** The boxes of everything around that cuts off or scrolls what reaches out of it. */
function clippersOf(element: Element): DOMRect[] {
  const boxes: DOMRect[] = []
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    if (getComputedStyle(at).overflow !== 'visible') boxes.push(at.getBoundingClientRect())
    if (getComputedStyle(at).position === 'fixed') break
  }
  return boxes
}

/** What one sees at a point instead of the element: another element or the edge of a pane; null when it is the element. */
function coverAt(element: Element, [x, y]: Point): Element | string | null {
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return 'the edge of the window'
  const isCut = clippersOf(element).some((pane) => x < pane.left || x > pane.right || y < pane.top || y > pane.bottom)
  if (isCut) return 'the edge of a pane'
  for (const hit of document.elementsFromPoint(x, y)) {
    const isOwn = hit === element || element.contains(hit) || hit.contains(element)
    if (isOwn || hit.closest('label')?.control === element) return null
    if (!isClear(hit)) return hit
  }
  return null
}

/** Takes the pointer but paints nothing, as the area round a hairline that can be dragged. */
function isClear(element: Element): boolean {
  const style = getComputedStyle(element)
  const hasGround = !/^(transparent|rgba\(.*, 0\))$/.test(style.backgroundColor) || style.backgroundImage !== 'none'
  const hasText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '')
  return !hasGround && !hasText && !element.matches('svg, svg *, img, iframe, canvas, video, input, textarea, select')
}

const scrolled = new Map<Element, { top: number; left: number }>()

/** Keeps how far everything is scrolled, before a walk that brings one stop after the other into view. */
export function rememberScrolling(): void {
  scrolled.clear()
  for (const element of scrolledNow()) scrolled.set(element, { top: element.scrollTop, left: element.scrollLeft })
}

/** Scrolls everything back to where it was, so that whoever looks next sees the state and not the end of the walk. */
export function restoreScrolling(): void {
  for (const element of new Set([...scrolledNow(), ...scrolled.keys()])) {
    element.scrollTo({ top: 0, left: 0, ...scrolled.get(element), behavior: 'instant' })
  }
}

function scrolledNow(): Element[] {
  return [...document.querySelectorAll('*')].filter(({ scrollTop, scrollLeft }) => scrollTop !== 0 || scrollLeft !== 0)
}

/** How many Tab stops the page itself counts: for telling a walk that ended from one that was caught. */
export function tabbableCount(): number {
  const candidates = 'a[href], button, input, select, textarea, summary, iframe, [contenteditable="true"], [tabindex]'
  const groups = new Set<string>()
  return [...document.querySelectorAll<HTMLElement>(candidates)].filter(
    (element) =>
      element.tabIndex >= 0 &&
      isFirstOfGroup(element, groups) &&
      !element.matches(':disabled, [type="hidden"]') &&
      !element.closest('[inert]') &&
      element.checkVisibility({ visibilityProperty: true }),
  ).length
}

/** All radio buttons of one name are one stop. */
function isFirstOfGroup(element: HTMLElement, groups: Set<string>): boolean {
  if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true
  const isFirst = !groups.has(element.name)
  groups.add(element.name)
  return isFirst
}
