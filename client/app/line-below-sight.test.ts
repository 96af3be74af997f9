import { afterEach, describe, expect, it } from 'vitest'
import { toLineBelowSight } from './line-below-sight.ts'

const [lineHeight, padding, seen, taken] = [24, 8, 240, 48]

afterEach(() => document.body.replaceChildren())

/** A field of so many lines, seen from `scrollTop` on; so much was taken at its end, and the cursor stands so many lines before the last. */
function fieldOf(lines: number, scrollTop: number, linesAfter: number): HTMLTextAreaElement {
  const field = document.createElement('textarea')
  field.style.lineHeight = `${lineHeight}px`
  field.value = 'Line\n'.repeat(lines - 1)
  document.body.append(field)
  const end = field.value.length - 5 * linesAfter
  field.setSelectionRange(end, end)
  const measures = { scrollHeight: lines * lineHeight + 2 * padding, clientHeight: seen - taken, scrollTop }
  for (const [name, value] of Object.entries(measures)) Object.defineProperty(field, name, { value })
  return field
}
const atEnd = 40 * lineHeight + 2 * padding - seen

describe('A text whose end was taken out of sight', () => {
  it('is scrolled to its last line where that is being written', () => {
    expect(toLineBelowSight(fieldOf(40, atEnd, 0), taken)).toBe(taken)
  })

  it('is scrolled so far that the line with the cursor is seen', () => {
    expect(toLineBelowSight(fieldOf(40, atEnd, 1), taken)).toBe(taken - lineHeight)
  })

  it.each([
    ['the cursor stands further up', atEnd, 5],
    ['the cursor had been out of sight', 0, 0],
  ])('stays where it is where %s', (_where, scrollTop, linesAfter) => {
    expect(toLineBelowSight(fieldOf(40, scrollTop, linesAfter), taken)).toBe(0)
  })

  it('stays where it is where all of it is still seen', () => {
    expect(toLineBelowSight(fieldOf(3, 0, 0), taken)).toBe(0)
  })

  it('is none where the focus is on something else', () => {
    expect(toLineBelowSight(document.createElement('button'), taken)).toBe(0)
  })
})
