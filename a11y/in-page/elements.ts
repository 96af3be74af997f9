/** Chromium's own name and role of an element (switched on in e2e/chromium.ts). */
interface Computed {
  computedName?: string
  computedRole?: string
}

export function nameOf(element: Element): string {
  return (element as Computed).computedName ?? element.getAttribute('aria-label') ?? ''
}

export function roleOf(element: Element): string {
  return (element as Computed).computedRole ?? element.getAttribute('role') ?? element.localName
}

/** Enough to find the element again in the page and in the source: `button "Archive" (header > div.tools)`. */
export function describe(element: Element): string {
  return `${roleOf(element)} "${nameOf(element).slice(0, 60)}" (${pathOf(element)})`
}

export function pathOf(element: Element): string {
  const steps: string[] = []
  for (let at: Element | null = element; at && at !== document.body && steps.length < 4; at = at.parentElement) {
    const id = at.id === '' || /\d/.test(at.id) ? '' : `#${at.id}`
    const kind = [...at.classList].slice(0, 2).map((name) => `.${name}`)
    steps.unshift(`${at.localName}${id}${kind.join('')}`)
  }
  return steps.join(' > ')
}

/** On the screen for someone: has a box, is not hidden, not inert, not in a closed part. */
export function isShown(element: Element): boolean {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
  if (element.closest('[inert]')) return false
  const box = element.getBoundingClientRect()
  return box.width > 0 && box.height > 0
}

/** Kept for screen readers alone, by clipping or by a box of one pixel, as skip links are until they have the focus. */
export function isClippedAway(element: Element): boolean {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const style = getComputedStyle(at)
    if (style.clipPath === 'inset(50%)' || style.clipPath === 'inset(100%)') return true
    const box = at.getBoundingClientRect()
    if (style.overflow !== 'visible' && box.width <= 1 && box.height <= 1) return true
  }
  return false
}

/** What has the focus, looked for inside frames and shadow roots too. */
export function focused(): Element | null {
  let element: Element | null = document.activeElement
  for (;;) {
    const inner: Element | null | undefined =
      element instanceof HTMLIFrameElement ? innerFocus(element.contentDocument) : element?.shadowRoot?.activeElement
    if (!inner) return element
    element = inner
  }
}

/** A frame that holds the focus itself, and nothing in it, counts as one stop. */
function innerFocus(frameDocument: Document | null): Element | null {
  const element = frameDocument?.activeElement ?? null
  return element === frameDocument?.body ? null : element
}

export function isModalOpen(): boolean {
  return [...document.querySelectorAll('[aria-modal="true"], dialog:modal')].some(isShown)
}

export function shown(selector: string, root: ParentNode = document): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(selector)].filter(isShown)
}

/** A field inside a framed group (chips and input) shows the frame of the group. */
export function withEdge(field: Element): Element {
  for (let at: Element = field, steps = 0; steps < 4 && at.parentElement; steps += 1, at = at.parentElement) {
    if (parseFloat(getComputedStyle(at).borderBlockEndWidth) > 0) return at
  }
  return field
}
