import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepFocusInSight } from './keep-focus-in-sight.ts'

/** Of the window the pane ends here, in px, before a notice comes and after. */
const [endBefore, endAfter] = [800, 700]
let changeSize = () => {}

beforeEach(() => {
  class Watching {
    constructor(changed: () => void) {
      changeSize = changed
    }
    observe() {}
    disconnect() {
      changeSize = () => {}
    }
  }
  vi.stubGlobal('ResizeObserver', Watching)
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

const standsAt = (element: Element, top: number, bottom: number) =>
  (element.getBoundingClientRect = () => new DOMRect(0, top, 300, bottom - top))

/** A pane with a button that has the focus, of which it tells whether it was scrolled to. */
function paneWithFocus(top: number, bottom: number) {
  const pane = document.createElement('div')
  const button = document.createElement('button')
  pane.append(button)
  document.body.append(pane)
  const scrolled = vi.fn()
  button.scrollIntoView = scrolled
  button.focus()
  standsAt(pane, 100, endBefore)
  standsAt(button, top, bottom)
  const end = keepFocusInSight(pane)
  const shrink = (endNow = endAfter) => {
    standsAt(pane, 100, endNow)
    changeSize()
  }
  return { shrink, end, scrolled }
}

it('scrolls to what has the focus when it is covered, wholly or in part', () => {
  for (const [top, bottom] of [
    [740, 784],
    [680, 724],
  ] as const) {
    const { shrink, scrolled } = paneWithFocus(top, bottom)
    shrink()
    expect(scrolled).toHaveBeenCalledExactlyOnceWith({ block: 'nearest' })
    document.body.replaceChildren()
  }
})

it('scrolls to it also where hardly any room is left, as in a small window', () => {
  const { shrink, scrolled } = paneWithFocus(740, 784)
  shrink(160)
  expect(scrolled).toHaveBeenCalledOnce()
})

it.each([
  ['is still seen', 640, 684],
  ['had been scrolled out of sight', 820, 864],
  ['is so large that enough of it is seen', 400, 790],
])('moves nothing where what has the focus %s', (_what, top, bottom) => {
  const { shrink, scrolled } = paneWithFocus(top, bottom)
  shrink()
  expect(scrolled).not.toHaveBeenCalled()
})

it('moves nothing once it is ended', () => {
  const { shrink, end, scrolled } = paneWithFocus(740, 784)
  end()
  shrink()
  expect(scrolled).not.toHaveBeenCalled()
})
