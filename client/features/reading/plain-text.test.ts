import { describe, expect, it } from 'vitest'
import { introducedName } from '#client/mail/received/introduction.ts'
import { readPlainText } from './plain-text.ts'
import { findLinks } from './text-links.ts'

describe('readPlainText', () => {
  it('turns quote marks into levels and names who is quoted', () => {
    const blocks = readPlainText('Yes.\n\nOn Friday, Ann Lee <ann@a.example> wrote:\n> Shall we?\n>\n>> Earlier\n')
    expect(blocks).toEqual([
      { kind: 'paragraph', text: 'Yes.' },
      { kind: 'paragraph', text: 'On Friday, Ann Lee <ann@a.example> wrote:' },
      {
        kind: 'quote',
        by: 'Ann Lee',
        lines: 3,
        blocks: [
          { kind: 'paragraph', text: 'Shall we?' },
          { kind: 'quote', by: null, lines: 1, blocks: [{ kind: 'paragraph', text: 'Earlier' }] },
        ],
      },
    ])
  })

  it('joins lines wrapped at a fixed width and keeps the breaks of an address', () => {
    const wrapped =
      'This paragraph was wrapped by a program at seventy-two columns, as was\nusual, and has to flow again.'
    expect(readPlainText(wrapped)).toEqual([{ kind: 'paragraph', text: wrapped.replace('\n', ' ') }])
    expect(readPlainText('Permit Office\n12 Main Street\nBoone')).toEqual([
      { kind: 'paragraph', text: 'Permit Office\n12 Main Street\nBoone' },
    ])
  })

  it('reads lists with their continued lines', () => {
    expect(readPlainText('Bring:\n- the plan,\n  signed\n- a pen')).toEqual([
      { kind: 'paragraph', text: 'Bring:' },
      { kind: 'list', ordered: false, start: 1, items: ['the plan, signed', 'a pen'] },
    ])
    expect(readPlainText('3. three\n4. four')).toEqual([
      { kind: 'list', ordered: true, start: 3, items: ['three', 'four'] },
    ])
    expect(readPlainText('2026. A year\n1. One')).not.toContainEqual(expect.objectContaining({ kind: 'list' }))
  })

  it('keeps columns in a fixed width, and lines of signs as a rule', () => {
    expect(readPlainText('Name      Hours\nAnn       12\n')[0]).toMatchObject({ kind: 'fixed' })
    expect(readPlainText('a\n----------\nb').map((block) => block.kind)).toEqual(['paragraph', 'rule', 'paragraph'])
  })

  it('sets the signature apart', () => {
    expect(readPlainText('Bye\n-- \nAnn Lee\nPermits')).toEqual([
      { kind: 'paragraph', text: 'Bye' },
      { kind: 'signature', text: 'Ann Lee\nPermits' },
    ])
  })

  it('does not take the introduction of a quote for a part of the signature', () => {
    const blocks = readPlainText('Yes\n\n-- \nAnn\n\nOn 20 November 2026, 15:20, Bob Reyes wrote:\n> Shall we?')
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'signature', 'paragraph', 'quote'])
    expect(blocks.at(-1)).toMatchObject({ by: 'Bob Reyes' })
  })

  it('ends on thousands of quote levels', () => {
    const blocks = readPlainText(`${'>'.repeat(20_000)} deep`)
    expect(JSON.stringify(blocks)).toContain('deep')
  })

  it('takes no name from a line that only looks like an introduction', () => {
    expect(introducedName('Nobody wrote')).toBeNull()
    expect(introducedName('El vie, 14 nov 2026, Mehdi Dubois <m@a.example> escribió:')).toBe('Mehdi Dubois')
  })
})

describe('findLinks', () => {
  const links = (text: string) =>
    findLinks(text).flatMap(({ text: words, target }) => (target === null ? [] : [[words, target.href]]))

  it('finds web and mail addresses without the signs after them', () => {
    expect(links('See https://a.example/x_(y)?z=1, (www.b.example) or ann@a.example.')).toEqual([
      ['https://a.example/x_(y)?z=1', 'https://a.example/x_(y)?z=1'],
      ['www.b.example', 'https://www.b.example/'],
      ['ann@a.example', 'mailto:ann@a.example'],
    ])
  })

  it('keeps every character of the text', () => {
    const text = 'a https://a.example. b javascript:alert(1) c@d e@f.example'
    expect(
      findLinks(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
    expect(links(text).map(([words]) => words)).toEqual(['https://a.example', 'e@f.example'])
  })
})
