import { afterEach, describe, expect, it } from 'vitest'
import { keepLineInSight } from './keep-line-in-sight.ts'

const [lineHeight, seen, taken, paneTop] = [24, 240, 48, 100]

afterEach(() => document.body.replaceChildren())

interface Place {
  top?: number
  height: number
  content: number
  scrolled: number
}

/** Lays an element out, which jsdom does not; it is moved where it is scrolled. */
function lay(element: HTMLElement, { top = paneTop, height, content, scrolled }: Place, moved = () => 0) {
  let scrollTop = scrolled
  const clamp = (value: number) => Math.max(0, Math.min(value, content - height))
  Object.defineProperties(element, {
    clientHeight: { value: height },
    scrollHeight: { value: Math.max(content, height) },
    scrollTop: { get: () => scrollTop, set: (value: number) => (scrollTop = clamp(value)) },
  })
  element.getBoundingClientRect = () => new DOMRect(0, top - moved(), 300, height)
}

/** A field of so many lines in a pane; the cursor stands so many lines before the last. */
function fieldIn(pane: HTMLElement, lines: number, linesAfter: number): HTMLTextAreaElement {
  const field = document.createElement('textarea')
  field.style.lineHeight = `${lineHeight}px`
  field.value = 'Line\n'.repeat(lines - 1)
  pane.append(field)
  document.body.append(pane)
  const end = field.value.length - 5 * linesAfter
  field.setSelectionRange(end, end)
  return field
}

/** It fills the pane, and got lower with it. */
function filling(lines: number, scrolled: number, linesAfter: number): HTMLTextAreaElement {
  const pane = document.createElement('div')
  const field = fieldIn(pane, lines, linesAfter)
  const height = seen - taken
  lay(pane, { height, content: height, scrolled: 0 })
  lay(field, { height, content: lines * lineHeight, scrolled })
  keepLineInSight(field, pane, taken)
  return field
}

const atEnd = 40 * lineHeight - seen

describe('A text whose end was taken out of sight', () => {
  it('is scrolled to its last line where that is being written', () => {
    expect(filling(40, atEnd, 0).scrollTop).toBe(atEnd + taken)
  })

  it('is scrolled so far that the line with the cursor is seen', () => {
    expect(filling(40, atEnd, 1).scrollTop).toBe(atEnd + taken - lineHeight)
  })

  it.each([
    ['the cursor stands further up', 40, atEnd, 5],
    ['the cursor had been out of sight', 40, 0, 0],
    ['all of it is still seen', 3, 0, 0],
  ])('stays where it is where %s', (_where, lines, scrolled, linesAfter) => {
    expect(filling(lines, scrolled, linesAfter).scrollTop).toBe(scrolled)
  })

  it('is moved up with what it stands in where it is as high as before', () => {
    const pane = document.createElement('div')
    const field = fieldIn(pane, 40, 0)
    lay(pane, { height: seen - taken, content: 400, scrolled: 0 })
    lay(field, { height: seen, content: 40 * lineHeight, scrolled: atEnd }, () => pane.scrollTop)
    keepLineInSight(field, pane, taken)
    expect([field.scrollTop, pane.scrollTop]).toEqual([atEnd, taken])
  })

  it('is none where the focus is on something else', () => {
    const pane = document.createElement('div')
    const button = document.createElement('button')
    pane.append(button)
    lay(pane, { height: seen, content: 400, scrolled: 0 })
    lay(button, { top: paneTop + seen, height: taken, content: taken, scrolled: 0 })
    keepLineInSight(button, pane, taken)
    expect(pane.scrollTop).toBe(0)
  })
})
