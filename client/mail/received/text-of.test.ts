// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { textOf } from './text-of.ts'

describe('textOf', () => {
  it('keeps paragraphs, lines and lists apart', () => {
    const html = '<p>Good\n morning,</p><div>one<br>two</div><ol start="2"><li>a</li><li>b</li></ol><ul><li>c</li></ul>'
    expect(textOf(html)).toBe('Good morning,\n\none\ntwo\n\n2. a\n3. b\n\n- c')
  })

  it('quotes what is quoted', () => {
    expect(textOf('<p>Yes</p><blockquote><p>Shall we?</p><p>Ann</p></blockquote><p>End</p>')).toBe(
      'Yes\n\n> Shall we?\n>\n> Ann\n\nEnd',
    )
  })

  it('puts the cells of a row beside each other', () => {
    expect(textOf('<table><tr><td>Year</td><td>2026</td></tr><tr><td>Sum</td><td>12</td></tr></table>')).toBe(
      'Year 2026\nSum 12',
    )
  })

  it('keeps where links lead, but no long tracking address', () => {
    expect(textOf('<a href="https://a.example/plan">The plan</a>')).toBe('The plan <https://a.example/plan>')
    expect(textOf('<a href="https://a.example">a.example</a>')).toBe('a.example')
    expect(textOf(`<a href="https://a.example/${'x'.repeat(200)}">Read</a>`)).toBe('Read')
  })
})
