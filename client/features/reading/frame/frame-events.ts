import { type LinkTarget, readLink } from '#client/mail/received/links.ts'

/**
 * Lets keys pressed inside the frame work as if pressed on the frame element: Escape, the region keys, shortcuts. The frame
 * runs no scripts; these listeners belong to the page, and go with the document when the frame loads another.
 */
export function passEventsOn(frame: HTMLIFrameElement, inside: Document): void {
  inside.addEventListener('keydown', (event) => {
    const { key, code, ctrlKey, altKey, shiftKey, metaKey, repeat, isComposing } = event
    const copy = new KeyboardEvent('keydown', {
      ...{ key, code, ctrlKey, altKey, shiftKey, metaKey, repeat, isComposing },
      bubbles: true,
      cancelable: true,
    })
    if (!frame.dispatchEvent(copy)) event.preventDefault()
  })
  // An open menu closes at a press elsewhere, and the region the focus is in is known.
  inside.addEventListener('pointerdown', () => frame.dispatchEvent(new Event('pointerdown', { bubbles: true })))
  inside.addEventListener('focusin', () => frame.dispatchEvent(new FocusEvent('focusin', { bubbles: true })))
}

/** Tells whether the document itself has the focus, come by keys: Tab stops there when the text can be scrolled. */
export function followOwnFocus(inside: Document, tell: (hasFocus: boolean) => void): void {
  const look = () => tell(inside.hasFocus() && (inside.activeElement ?? inside.body) === inside.body)
  inside.defaultView?.addEventListener('focus', look)
  inside.addEventListener('focusin', look)
  inside.defaultView?.addEventListener('blur', () => tell(false))
  inside.addEventListener('pointerdown', () => setTimeout(() => tell(false)))
}

/** No browser scrolls to a frame whose document takes the focus; one that cannot be seen at all is brought into view. */
export function bringIntoView(frame: HTMLIFrameElement): void {
  const { top, bottom } = frame.getBoundingClientRect()
  const leastVisible = 48
  if (top > innerHeight - leastVisible || bottom < leastVisible) frame.scrollIntoView({ block: 'nearest' })
}

interface LinkActions {
  /** The link that is pointed at or has the focus, or null when none has any more. */
  show: (target: LinkTarget | null) => void
  /** A mail link was followed: it is written here, not in another program. */
  write: (href: string) => void
}

export function followLinks(inside: Document, { show, write }: LinkActions): void {
  for (const name of ['focusin', 'mouseover'] as const) {
    inside.addEventListener(name, (event) => show(targetOf(event)))
  }
  for (const name of ['focusout', 'mouseleave'] as const) {
    inside.documentElement.addEventListener(name, () => show(null))
  }
  inside.addEventListener('click', (event) => {
    const target = targetOf(event)
    if (target?.kind === 'mail') {
      event.preventDefault()
      write(target.href)
    } else if (target?.kind === 'inside') {
      event.preventDefault()
      goInside(inside, target.href.slice(1))
    }
  })
}

/** Elements of the frame are of another realm, so they are no `instanceof Element` of this one. */
function targetOf(event: Event): LinkTarget | null {
  const link = (event.target as Element | null)?.closest('a[href]')
  return link ? readLink(link.getAttribute('href') ?? '') : null
}

function goInside(inside: Document, id: string): void {
  const place = inside.getElementById(id)
  if (!place) return
  place.tabIndex = -1
  place.focus()
  place.scrollIntoView()
}
