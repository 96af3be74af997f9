import { describe, expect, it } from 'vitest'
import { fromFlowed, toFlowed } from './flowed.ts'

describe('Flowed text (RFC 3676)', () => {
  const roundTrip = (text: string) => fromFlowed(toFlowed(text), false)

  const texts: Record<string, string> = {
    'an empty text': '',
    'short lines': 'Hello\n\nWorld',
    'a long paragraph': 'word '.repeat(80).trim(),
    'several paragraphs': `${'one '.repeat(40).trim()}\n\n${'two '.repeat(40).trim()}\nthree`,
    'lines that begin with a space, a mark or From': ' indented\n>quoted?\nFrom here\n>From there',
    'a word longer than a line': `see https://example.gov/${'x'.repeat(300)} please`,
    'double spaces': `a  b   c ${'d  e '.repeat(40)}f`,
    'words without any space': '漢'.repeat(300),
    'a signature': 'Hello\n\n-- \nAda',
    'emoji and combining marks': `${'👩‍👩‍👧 é '.repeat(30)}end`,
  }
  for (const [what, text] of Object.entries(texts)) {
    it(`comes back as it was: ${what}`, () => expect(roundTrip(text)).toBe(text.replace(/^>(?=\S)/gm, '> ')))
  }

  it('lets no empty line of a quote flow into the next', () => {
    expect(toFlowed('> one\n>\n> two')).toBe('> one\r\n>\r\n> two')
  })

  it('has no line longer than 78 characters where there is a space to break at', () => {
    const lines = toFlowed('word and more '.repeat(100)).split('\r\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78)
    expect(lines.length).toBeGreaterThan(15)
  })

  it('ends lines with CR LF, whatever came in', () => {
    expect(toFlowed('a\nb\r\nc\rd')).toBe('a\r\nb\r\nc\r\nd')
  })

  it('quotes every line of a long quoted paragraph', () => {
    const quoted = `> ${'word '.repeat(60).trim()}`
    const lines = toFlowed(quoted).split('\r\n')
    expect(lines.length).toBeGreaterThan(3)
    for (const line of lines) expect(line).toMatch(/^> \S/)
    expect(roundTrip(quoted)).toBe(quoted)
  })

  it('joins the lines of others, by depth of quoting, and stops at a signature', () => {
    const text = 'one \r\ntwo\r\n> three \r\n> four\r\n>> five \r\n> six \r\n-- \r\nme'
    expect(fromFlowed(text, false)).toBe('one two\n> three four\n>> five \n> six \n-- \nme')
  })

  it('drops the joining space where the sender says so (DelSp)', () => {
    expect(fromFlowed('漢 \r\n字', true)).toBe('漢字')
  })
})
