import { createRequire } from 'node:module'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { isRichDocument, type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { wholeOf } from '#server/mail/message-bytes.ts'
import { buildMessage } from '#server/mail/mime/build-message.ts'
import { richTextAsHtml } from './write-html.ts'

/** What of a page is looked at; jsdom comes without types. */
interface Element {
  textContent: string
  lang: string
  dir: string
  getAttribute: (name: string) => string | null
  querySelector: (selector: string) => Element | null
  querySelectorAll: (selector: string) => ArrayLike<Element> & Iterable<Element>
}
interface Page extends Element {
  documentElement: Element
  body: Element
  title: string
  compatMode: string
}
const { JSDOM } = createRequire(import.meta.url)('jsdom') as {
  JSDOM: new (html: string) => { window: { document: Page } }
}

const text = (words: string, ...marks: RichNode['marks'] & object): RichNode => ({
  type: 'text',
  text: words,
  ...(marks.length > 0 && { marks }),
})
const p = (...content: RichNode[]): RichNode => ({ type: 'paragraph', attrs: { dir: null }, content })
const item = (...content: RichNode[]): RichNode => ({ type: 'list_item', content })
const cell = (type: 'table_cell' | 'table_header', words: string): RichNode => ({
  type,
  attrs: { colspan: 1, rowspan: 1 },
  content: [p(text(words))],
})
const link = (href: string) => ({ type: 'link' as const, attrs: { href } })
const documentOf = (...content: RichNode[]): RichDocument => ({
  type: 'doc',
  attrs: { lang: 'en', dir: null },
  content,
})

const everything = documentOf(
  { type: 'heading', attrs: { level: 2, dir: null }, content: [text('Kerb heights')] },
  p(
    text('See '),
    text('the plan', link('https://example.gov/plan?a=1&b=2')),
    text(', '),
    text('not', { type: 'strong' }),
    text(' '),
    text('old', { type: 'strike' }),
    text(': 2 m'),
    text('2', { type: 'superscript' }),
    text(', H'),
    text('2', { type: 'subscript' }),
    text('O.'),
  ),
  {
    type: 'bullet_list',
    content: [
      item(p(text('One')), {
        type: 'ordered_list',
        attrs: { start: 3 },
        content: [item(p(text('Three'))), item(p(text('Four')))],
      }),
      item(p(text('Two'))),
    ],
  },
  {
    type: 'table',
    content: [
      { type: 'table_row', content: [cell('table_header', 'Room'), cell('table_header', 'Key')] },
      { type: 'table_row', content: [cell('table_cell', '210'), cell('table_cell', 'Ben')] },
    ],
  },
  { type: 'preformatted', content: [text('a  b\nc')] },
  { type: 'horizontal_rule' },
  p(text('Ann wrote:')),
  { type: 'blockquote', content: [p(text('Hello')), { type: 'blockquote', content: [p(text('Before'))] }] },
)
const parsed = (document: RichDocument, subject = 'Kerbs') =>
  new JSDOM(richTextAsHtml(document, subject)).window.document

describe('Formatted text as HTML', () => {
  it('is a document with language, direction, title and real structure', () => {
    const page = parsed(everything)
    expect([page.documentElement.lang, page.documentElement.dir, page.title]).toEqual(['en', 'ltr', 'Kerbs'])
    expect(page.compatMode).toBe('CSS1Compat')
    expect(page.querySelector('h2')?.textContent).toBe('Kerb heights')
    expect(page.querySelector('a')?.getAttribute('href')).toBe('https://example.gov/plan?a=1&b=2')
    expect([...page.querySelectorAll('ul > li')]).toHaveLength(2)
    expect(page.querySelector('ul > li > ol')?.getAttribute('start')).toBe('3')
    expect([...page.querySelectorAll('thead th')].map((th) => th.getAttribute('scope'))).toEqual(['col', 'col'])
    expect(page.querySelector('tbody td')?.textContent).toBe('210')
    expect(page.querySelector('pre')?.textContent).toBe('a  b\nc')
    expect(page.querySelectorAll('blockquote blockquote')).toHaveLength(1)
    expect(page.querySelector('strong')?.textContent).toBe('not')
  })

  it('has no header or heading with nothing in it, which readers would name and nobody would find', () => {
    const empty = { ...cell('table_header', ''), content: [p()] }
    const table: RichNode = {
      type: 'table',
      content: [{ type: 'table_row', content: [cell('table_header', 'Room'), empty] }],
    }
    const page = parsed(documentOf({ type: 'heading', attrs: { level: 2, dir: null } }, table))
    expect([...page.querySelectorAll('th')].map(({ textContent }) => textContent)).toEqual(['Room'])
    expect(page.querySelectorAll('td')).toHaveLength(1)
    expect(page.querySelector('h2')).toBeNull()
  })

  it('has a title where there is no subject', () =>
    expect(parsed(documentOf(p(text('Hello Ben'))), ' ').title).toBe('Hello Ben'))

  it('lets no character become markup', () => {
    const hostile = `</title><script>x</script><img src=x onerror=y> " ' & \0`
    const page = parsed(documentOf(p(text(hostile, link('https://a.example/"onclick=x')))), hostile)
    expect(page.querySelectorAll('script, img, [onclick]')).toHaveLength(0)
    expect(page.querySelector('p')?.textContent).toBe(hostile.replace('\0', ''))
  })

  it('says the direction of what is written the other way', () => {
    const page = parsed(documentOf(p(text('Hello')), p(text('שלום'))))
    expect([...page.querySelectorAll('p')].map((each) => each.getAttribute('dir'))).toEqual([null, 'rtl'])
    expect(parsed(documentOf(p(text('שלום')))).documentElement.dir).toBe('rtl')
  })
})

describe('Its text part', () => {
  it('says the same: headings, lists, addresses, tables, quotes', () => {
    expect(plainTextOf(everything)).toBe(
      [
        '# Kerb heights\n',
        'See the plan <https://example.gov/plan?a=1&b=2>, not ~~old~~: 2 m², H₂O.\n',
        '- One\n  3. Three\n  4. Four\n- Two\n',
        'Room | Key\n210 | Ben\n',
        'a  b\nc\n',
        '----------\n',
        'Ann wrote:\n',
        '> Hello\n>\n>> Before',
      ].join('\n'),
    )
  })

  it('has every word that the HTML has, in the same order', () => {
    // Raised and lowered figures have letters of their own in the text.
    const words = (all: string) => all.normalize('NFKC').match(/[\p{L}\p{N}]+/gu)
    const withoutAddresses = plainTextOf(everything).replaceAll(/<[^>]*>|3\. |4\. /g, '')
    expect(words(withoutAddresses)).toEqual(words(parsed(everything).body.textContent))
  })

  it('does not repeat an address that is the words of its link', () => {
    const href = 'https://example.gov/'
    expect(plainTextOf(documentOf(p(text('example.gov', link(href)))))).toBe('example.gov')
    expect(plainTextOf(documentOf(p(text('a', link(href)), text('b', link(href), { type: 'em' }))))).toBe(
      `ab <${href}>`,
    )
  })
})

describe('A message with both', () => {
  it('is read by another parser: two forms, the formatted one last, the text flowing', async () => {
    const { toSend } = await buildMessage(
      {
        ...{ from: { name: 'Ada', address: 'ada@example.gov' }, to: [], cc: [], bcc: [], subject: 'Kerbs' },
        ...{ messageId: '<id@example.gov>', inReplyTo: null, references: [], dateMs: 0, attachments: [] },
        text: plainTextOf(everything),
        html: richTextAsHtml(everything, 'Kerbs'),
      },
      1_000_000,
    )
    const source = (await wholeOf(toSend)).toString()
    const mail = await PostalMime.parse(source)
    expect(mail.html?.trim()).toBe(richTextAsHtml(everything, 'Kerbs').trim())
    expect(mail.text?.trim()).toContain('- One')
    expect(source).toMatch(/^Content-Type: multipart\/alternative/im)
    expect(source.indexOf('format=flowed')).toBeLessThan(source.indexOf('text/html'))
    expect(Math.max(...source.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
  })
})

describe('What the server takes', () => {
  const bad: Record<string, unknown> = {
    'markup in place of a tree': '<p>Hello</p>',
    'a node nobody knows': documentOf({ type: 'script' } as never),
    'a node in the wrong place': documentOf({ type: 'list_item', content: [p()] }),
    'a mark nobody knows': documentOf(p(text('x', { type: 'style' as never }))),
    'a script as address': documentOf(p(text('x', link('javascript:alert(1)')))),
    'an address of this application': documentOf(p(text('x', link('/api/session')))),
    'an address with a line break': documentOf(p(text('x', link('https://a.example/\nx')))),
    'an attribute nobody knows': documentOf({ type: 'paragraph', attrs: { dir: null, style: 'x' } }),
    'an attribute that is missing': documentOf({ type: 'paragraph' }),
    'a level of heading that is not ours': documentOf({ type: 'heading', attrs: { level: 1, dir: null } }),
    'a language that is none': { ...documentOf(p()), attrs: { lang: '"><script>', dir: null } },
    'an inherited name': documentOf({ type: 'constructor' as never }),
    'a mark with an inherited name': documentOf(p(text('x', { type: 'toString' as never }))),
    'text beside children': documentOf({ ...p(), text: 'x' }),
    'too much of it': documentOf(...Array.from({ length: 100_001 }, () => p())),
    'one in the other without end': documentOf(
      Array.from({ length: 14 }).reduce<RichNode>((inner) => ({ type: 'blockquote', content: [inner] }), p()),
    ),
  }
  for (const [what, value] of Object.entries(bad)) it(`is not ${what}`, () => expect(isRichDocument(value)).toBe(false))
  it('is what the editor writes', () => expect(isRichDocument(everything)).toBe(true))
})
