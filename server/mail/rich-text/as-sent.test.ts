import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { isRichDocument, type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { asSent } from './as-sent.ts'
import { richTextAsHtml } from './write-html.ts'

/** What of a page is looked at; jsdom comes without types. */
interface Page {
  body: { innerHTML: string }
}
const { JSDOM } = createRequire(import.meta.url)('jsdom') as {
  JSDOM: new (html: string) => { window: { document: Page } }
}

const p = (words = ''): RichNode => ({
  type: 'paragraph',
  attrs: { dir: null },
  content: words === '' ? [] : [{ type: 'text', text: words }],
})
const item = (...content: RichNode[]): RichNode => ({ type: 'list_item', content })
const bullets = (...content: RichNode[]): RichNode => ({ type: 'bullet_list', content })
const row = (type: 'table_cell' | 'table_header', ...words: string[]): RichNode => ({
  type: 'table_row',
  content: words.map((each) => ({ type, attrs: { colspan: 1, rowspan: 1 }, content: [p(each)] })),
})
const table = (...content: RichNode[]): RichNode => ({ type: 'table', content })
const documentOf = (...content: RichNode[]): RichDocument => ({
  type: 'doc',
  attrs: { lang: 'en', dir: null },
  content,
})

/** What is written of it, without styles. */
const sent = (...content: RichNode[]) =>
  new JSDOM(richTextAsHtml(asSent(documentOf(...content)), 'x')).window.document.body.innerHTML
    .replaceAll(/ style="[^"]*"/g, '')
    .replaceAll('\n', '')

describe('What is sent of formatted text', () => {
  it('has no item with nothing in it, in neither form', () => {
    const list = bullets(item(p('One')), item(p(' ')), item(p('Two'), bullets(item(p()))), item(p()))
    expect(sent(list)).toBe('<ul><li>One</li><li>Two</li></ul>')
    expect(plainTextOf(asSent(documentOf(list)))).toBe('- One\n- Two')
  })

  it('keeps the numbers of what follows an item that is left out', () => {
    const words = ['', 'Two', 'Three', '', 'Five', '']
    const list: RichNode = { type: 'ordered_list', attrs: { start: 1 }, content: words.map((each) => item(p(each))) }
    expect(sent(list)).toBe('<ol start="2"><li>Two</li><li>Three</li></ol><ol start="5"><li>Five</li></ol>')
    expect(plainTextOf(asSent(documentOf(list)))).toBe('2. Two\n3. Three\n\n5. Five')
  })

  it('has no list with nothing in it, and its place stays where one is needed', () => {
    expect(sent(p('Before'), bullets(item(p()), item(p())), p('After'))).toBe('<p>Before</p><p>After</p>')
    expect(sent(bullets(item(p())))).toBe('<p><br></p>')
    expect(sent({ type: 'blockquote', content: [bullets(item(p()))] })).toContain('<p><br></p></blockquote>')
    expect(isRichDocument(asSent(documentOf({ type: 'blockquote', content: [bullets(item(p()))] })))).toBe(true)
  })

  it('keeps an item that has a picture alone, or a list below no words of its own', () => {
    const picture: RichNode = { type: 'picture', attrs: { cid: 'picture-1', alt: '' } }
    const drawn = sent(bullets(item({ ...p(), content: [picture] })))
    expect(drawn).toContain('<li><img')
    expect(sent(bullets(item(p(), bullets(item(p('Inner'))))))).toContain('<li>Inner</li>')
  })

  it('says of a table in which nothing is named that it only arranges, and of no other', () => {
    expect(sent(table(row('table_header', '', ''), row('table_cell', '210', 'Ben')))).toMatch(
      /^<table role="presentation">/,
    )
    expect(sent(table(row('table_cell', 'a')))).toMatch(/^<table role="presentation">/)
    expect(sent(table(row('table_header', '', 'Key'), row('table_cell', '210', 'Ben')))).toMatch(/^<table><thead>/)
  })

  it('has one link for all its words, however some of them look, and none without words', () => {
    const link = { type: 'link' as const, attrs: { href: 'https://example.gov/' } }
    const words: RichNode[] = [
      { type: 'text', text: 'The ', marks: [link] },
      { type: 'text', text: 'plan', marks: [link, { type: 'strong' }] },
      { type: 'text', text: ' is new' },
      { type: 'text', text: ' ', marks: [link] },
    ]
    expect(sent({ ...p(), content: words })).toBe(
      '<p><a href="https://example.gov/">The <strong>plan</strong></a> is new </p>',
    )
  })

  it('has no heading or header in which nothing can be read', () => {
    const picture: RichNode = { type: 'picture', attrs: { cid: 'picture-1', alt: '' } }
    expect(sent({ type: 'heading', attrs: { level: 2, dir: null }, content: [picture] })).toMatch(/^<p><img/)
    expect(sent(table(row('table_header', ' ', 'Key')))).toMatch(/<tr><td>.*<\/td><th scope="col">Key<\/th><\/tr>/)
  })
})
