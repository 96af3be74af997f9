import { nextTick, onScopeDispose } from 'vue'

export type FocusTarget = HTMLElement | null | undefined | (() => HTMLElement | null | undefined)

/** Orca loses the next focus when the subtree that held the last one goes within the same turn (measured, Orca 43, Chromium 156). */
const removeDelayMs = 100

/** How many frames a target may take to appear: a lazy pane that is already in memory needs two or three. */
const patienceFrames = 30

interface FocusWish extends FocusOptions {
  /** How much longer it may take: what comes over a slow line. */
  patienceMs?: number
}

const focusableSelector = [
  'a[href]',
  'button:not([disabled])',
  'input:not([disabled], [type="hidden"])',
  'select:not([disabled])',
  'textarea:not([disabled])',
  'summary',
  'iframe',
  '[contenteditable="true"]',
  '[tabindex]',
].join(',')

/** The row of a list of messages that leads back to where the person was in it, whatever way the list is shown. */
export const keptRowSelector = 'main :is([role="option"][tabindex="0"], [data-kept-row])'

/** The elements inside that Tab would stop at, in document order. */
export function tabbableIn(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(focusableSelector)].filter(
    (element) => element.tabIndex >= 0 && isReachable(element),
  )
}

/** Whether the element is in the page, shown and not inert. */
export function isReachable(element: HTMLElement): boolean {
  if (!element.isConnected || element.closest('[inert], [hidden]')) return false
  return typeof element.checkVisibility === 'function' ? element.checkVisibility({ visibilityProperty: true }) : true
}

/** The first heading that can be seen; panes that are out of sight keep theirs. */
export function firstHeading(): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>('main h1, h1')].find(isReachable)
}

/** Focuses an element; one that is no control (a heading, a region) gets `tabindex="-1"` first. */
export function focusElement(element: HTMLElement, options: FocusOptions = {}): boolean {
  if (!element.matches(focusableSelector)) element.tabIndex = -1
  element.focus(options)
  return element.ownerDocument.activeElement === element
}

let latestWish = 0

/**
 * Focuses the target as soon as it is there: after Vue's update, then once per frame for half a second or longer. A later call
 * overrules an earlier one that is still waiting, and so does the person by moving the focus. Resolves to whether it worked.
 */
export async function focusSoon(target: FocusTarget, { patienceMs = 0, ...options }: FocusWish = {}): Promise<boolean> {
  latestWish += 1
  const wish = latestWish
  const before = document.activeElement
  const until = performance.now() + patienceMs
  for (let frame = 0; frame < patienceFrames || performance.now() < until; frame += 1) {
    await (frame === 0 ? nextTick() : nextFrame())
    const personMoved = document.activeElement !== before && document.activeElement !== document.body
    if (wish !== latestWish || personMoved) return false
    const element = typeof target === 'function' ? target() : target
    if (element && isReachable(element) && focusElement(element, options)) return true
  }
  return false
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()))
}

/**
 * Takes the focus to its next place first and removes the old place at least 100 ms later, the only order in which a screen
 * reader speaks the new place every time. Use it whenever the thing that goes away may hold the focus.
 */
export async function moveFocusThenRemove(target: FocusTarget, remove: () => void): Promise<void> {
  await focusSoon(target)
  await new Promise<void>((resolve) => {
    setTimeout(resolve, removeDelayMs)
  })
  remove()
}

/**
 * Remembers what has the focus now and gives it back later: for dialogs, menus and panes. When the remembered element has
 * gone, the `otherwise` target gets the focus, so that it never falls back to the top of the page.
 */
export function useFocusReturn(otherwise?: FocusTarget): { remember(): void; giveBack(): Promise<boolean> } {
  let opener: HTMLElement | null = null
  onScopeDispose(() => {
    opener = null
  })
  return {
    remember() {
      opener = document.activeElement instanceof HTMLElement ? document.activeElement : null
    },
    giveBack() {
      const returnTo = opener
      return focusSoon(() => {
        if (returnTo && returnTo !== document.body && isReachable(returnTo)) return returnTo
        return typeof otherwise === 'function' ? otherwise() : otherwise
      })
    },
  }
}
