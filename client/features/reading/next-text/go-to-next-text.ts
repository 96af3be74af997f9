import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { newPassages } from './new-passages.ts'

/** A place on the page: inside a frame there are two, the frame's on the page and the one inside. */
interface Place {
  outer: Element
  inner: Element | null
}

/** The focus goes to the next passage of the open messages that is new in them, which is told; where there is none further, that is. */
export function goToNextText(): void {
  const passages = [...document.querySelectorAll('[data-message-text]')].flatMap(passagesIn)
  const here = focusedPlace()
  const at = passages.findIndex((passage) => follows(passage, here))
  const passage = passages[at]
  if (!passage) {
    announce(t(passages.length > 0 ? 'next-text.last' : 'next-text.none'))
    return
  }
  focusOn(passage.inner ?? passage.outer)
  announce(t('next-text.place', { number: at + 1, count: passages.length }))
}

function passagesIn(text: Element): Place[] {
  const frames = [...text.querySelectorAll<HTMLIFrameElement>('iframe.mail-frame')]
  if (frames.length === 0) return newPassages(text).map((outer) => ({ outer, inner: null }))
  return frames.flatMap((outer) => {
    const body = outer.contentDocument?.body
    return body ? newPassages(body).map((inner) => ({ outer, inner })) : []
  })
}

function focusedPlace(): Place {
  const outer = document.activeElement ?? document.body
  const inner = outer.nodeName === 'IFRAME' ? (outer as HTMLIFrameElement).contentDocument?.activeElement : null
  return { outer, inner: inner ?? null }
}

function follows(passage: Place, here: Place): boolean {
  if (passage.outer !== here.outer || !passage.inner || !here.inner) return isBehind(passage.outer, here.outer)
  return isBehind(passage.inner, here.inner)
}

const isBehind = (element: Element, other: Element) =>
  (other.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0

/** It can take the focus as long as it has it, so that no Tab stop stays behind. */
function focusOn(element: Element): void {
  const place = element as HTMLElement
  const hadPlace = place.hasAttribute('tabindex')
  if (!hadPlace) {
    place.tabIndex = -1
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true })
  }
  place.focus({ preventScroll: true })
  place.scrollIntoView()
}
