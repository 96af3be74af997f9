import { describe, expect, it } from 'vitest'
import { blocksOf, quoted, toFlowed, toHtml, toPlain } from './prose.ts'

const prose = `
  A first paragraph that goes on
  over two lines of the file.

  - one
  - two

  1. first
  2. second

  | kept   as
  | it is
`

describe('prose', () => {
  it('becomes wrapped plain text', () => {
    expect(toPlain(blocksOf(prose), 40)).toBe(
      'A first paragraph that goes on over two\nlines of the file.\n\n- one\n- two\n\n1. first\n2. second\n\nkept   as\nit is',
    )
  })

  it('becomes flowed text whose lines end in a space where the paragraph goes on', () => {
    const long = 'word '.repeat(30).trim()
    const lines = toFlowed(blocksOf(long)).split('\n')
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.slice(0, -1).every((line) => line.endsWith(' '))).toBe(true)
    expect(lines.at(-1)?.endsWith(' ')).toBe(false)
  })

  it('stuffs lines a reader of flowed text would misread', () => {
    expect(toFlowed(blocksOf('From here on\n\n> not a quote'))).toBe(' From here on\n\n > not a quote')
  })

  it('becomes HTML with real lists and escaped text', () => {
    const html = toHtml(blocksOf('a < b & *c*\n\n- one\n\n1. first'))
    expect(html).toBe(
      '<p>a &lt; b &amp; <strong>c</strong></p>\n<ul>\n<li>one</li>\n</ul>\n<ol>\n<li>first</li>\n</ol>',
    )
  })

  it('quotes quotes', () => {
    expect(quoted('a\n\n> b')).toBe('> a\n>\n>> b')
  })
})
