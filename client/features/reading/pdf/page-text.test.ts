import { describe, expect, it } from 'vitest'
import { readPage, type PageItem, type PageNode } from './page-text.ts'

const line = (str: string, y: number, height = 11): PageItem => ({
  ...{ str, height, hasEOL: true },
  transform: [1, 0, 0, 1, 60, y],
})
const open = (id: string): PageItem => ({ type: 'beginMarkedContentProps', id })
const close: PageItem = { type: 'endMarkedContent' }
const content = (id: string): PageNode => ({ type: 'content', id })
const node = (role: string, ...children: PageNode[]): PageNode => ({ role, children })

describe('the words of a page', () => {
  it('are put together from lines, and a wider gap begins a paragraph', () => {
    const items = [line('Ramps are', 700), line('mended first.', 686), line('Then doors.', 650)]
    expect(readPage(items, null).map(({ text }) => text)).toEqual(['Ramps are mended first.', 'Then doors.'])
  })

  it('that stand beside each other in one line stay in it', () => {
    const piece = (str: string): PageItem => ({ str, hasEOL: false, height: 11, transform: [1, 0, 0, 1, 60, 700] })
    expect(readPage([piece('Bri'), piece('dge')], null).map(({ text }) => text)).toEqual(['Bridge'])
  })

  it('follow the tags of the file, with headings, rows of tables and what is said of pictures', () => {
    const items = [
      ...[open('b'), line('Second', 700), close, open('a'), line('First', 600), close],
      ...[open('c'), line('Name', 500), close, open('d'), line('Ada', 500), close],
    ]
    const tree = node(
      'Root',
      node('H1', content('a')),
      node('P', content('b')),
      node('Table', node('TR', node('TH', content('c')), node('TD', content('d')))),
      { ...node('Figure'), alt: 'A bridge' },
    )
    expect(readPage(items, tree)).toEqual([
      { kind: 'heading', level: 1, text: 'First' },
      { kind: 'paragraph', level: 0, text: 'Second' },
      { kind: 'paragraph', level: 0, text: 'Name; Ada' },
      { kind: 'picture', level: 0, text: 'A bridge' },
    ])
  })

  it('are read by lines where tags have no words', () => {
    const tree = node('Root', node('P', content('nothing')))
    expect(readPage([line('Here', 700)], tree).map(({ text }) => text)).toEqual(['Here'])
  })

  it('are cut where a file is endless, and tags in tags in tags end', () => {
    const items = Array.from({ length: 5_000 }, (_, index) => line('x'.repeat(60), index * 100))
    const blocks = readPage(items, null)
    expect(blocks.length).toBeLessThanOrEqual(2_000)
    expect(blocks.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(200_000)
    let deep = node('P', content('a'))
    for (let depth = 0; depth < 5_000; depth += 1) deep = node('Sect', deep)
    expect(readPage([open('a'), line('Deep', 1), close], deep).map(({ text }) => text)).toEqual(['Deep'])
  })
})
