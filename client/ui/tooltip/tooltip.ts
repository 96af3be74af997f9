import type { ObjectDirective } from 'vue'
import { floatBeside } from '../floating/place-floating.ts'
import './tooltip.css'

/** What a tooltip shows. It only repeats what readers are told by other means, so it is hidden from them. */
export interface TooltipContent {
  text?: string
  /** Key caps, each on its own. */
  keys?: readonly string[]
}

/** Time to cross from the host to the tooltip, which must not vanish under the pointer (WCAG 1.4.13). */
const crossingMs = 150
const hoverDelayMs = 400

const contents = new WeakMap<HTMLElement, TooltipContent | null>()
let bubble: HTMLElement | null = null
let host: HTMLElement | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/** `v-tooltip="{ text, keys }"`: one bubble for the whole page, shown on hover and keyboard focus, gone with Escape. */
export const vTooltip: ObjectDirective<HTMLElement, TooltipContent | null> = {
  mounted(element, { value }) {
    contents.set(element, value)
    element.addEventListener('pointerenter', (event) => {
      if (event.pointerType === 'touch') return
      later(() => show(element), hoverDelayMs)
    })
    element.addEventListener('pointerleave', () => later(hide, crossingMs))
    element.addEventListener('focus', () => {
      if (element.matches(':focus-visible')) show(element)
    })
    element.addEventListener('blur', hide)
    element.addEventListener('click', hide)
  },
  updated(element, { value }) {
    contents.set(element, value)
    if (host === element) fill(value)
  },
  beforeUnmount(element) {
    if (host === element) hide()
  },
}

function later(act: () => void, delayMs: number): void {
  clearTimeout(timer)
  timer = setTimeout(act, delayMs)
}

function show(element: HTMLElement): void {
  clearTimeout(timer)
  const content = contents.get(element)
  if (!content || !element.isConnected) return
  bubble ??= makeBubble()
  // A modal dialog makes the rest of the page inert, so the bubble lives beside what it explains.
  const home = element.closest('[aria-modal="true"]') ?? document.body
  if (bubble.parentElement !== home) home.append(bubble)
  host = element
  fill(content)
  bubble.dataset.shown = ''
  floatBeside(bubble, element, 'center')
  document.addEventListener('keydown', hideOnEscape, { capture: true })
}

function hide(): void {
  clearTimeout(timer)
  host = null
  document.removeEventListener('keydown', hideOnEscape, { capture: true })
  if (bubble?.dataset.shown === undefined) return
  delete bubble.dataset.shown
  if (typeof bubble.hidePopover === 'function') bubble.hidePopover()
}

/** Escape takes away the tooltip alone, and not the dialog or menu around it. */
function hideOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return
  const wasPointedAt = host !== document.activeElement
  hide()
  if (wasPointedAt) event.stopPropagation()
}

function makeBubble(): HTMLElement {
  const made = document.createElement('div')
  made.className = 'tooltip'
  made.popover = 'manual'
  made.setAttribute('aria-hidden', 'true')
  made.addEventListener('pointerenter', () => clearTimeout(timer))
  made.addEventListener('pointerleave', () => later(hide, crossingMs))
  return made
}

function fill(content: TooltipContent | null): void {
  if (!content) {
    hide()
    return
  }
  const caps = (content.keys ?? []).map((key) => {
    const cap = document.createElement('kbd')
    cap.textContent = key
    return cap
  })
  bubble?.replaceChildren(...(content.text ? [content.text] : []), ...caps)
}
