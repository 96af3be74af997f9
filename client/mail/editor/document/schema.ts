import { type Attrs, type DOMOutputSpec, type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model'
import { isLanguageTag, isLinkAddress, type MarkName, type NodeName, pictureId } from '#contract/rich-text.ts'
import { pictureSource } from './picture-sources.ts'

/**
 * What can be written: the nodes and marks of the contract (`rich-text.ts`) as the editor knows them. What a page has beyond
 * these is dropped when it is pasted, and its words stay.
 */
const dirOf = (element: HTMLElement): Attrs => ({
  dir: /^(?:ltr|rtl)$/i.test(element.dir) ? element.dir.toLowerCase() : null,
})
/** Without a choice of the person's the first letters decide. */
const direction = (attrs: Attrs) => ({ dir: (attrs['dir'] as string | null) ?? 'auto' })
const aDirection = { dir: { default: null } }

const count = (element: HTMLElement, name: string, most: number, otherwise: number) => {
  const value = Number.parseInt(element.getAttribute(name) ?? '', 10)
  return value >= 0 && value <= most ? value : otherwise
}

const spansOf = (element: HTMLElement): Attrs => ({
  colspan: Math.max(1, count(element, 'colspan', 100, 1)),
  rowspan: Math.max(1, count(element, 'rowspan', 1000, 1)),
})

const span = (attrs: Attrs, name: string) => (attrs[name] === 1 ? {} : { [name]: String(attrs[name]) })

function cell(name: 'td' | 'th', tableRole: string): NodeSpec {
  return {
    content: 'flow+',
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 } },
    tableRole,
    isolating: true,
    parseDOM: [{ tag: name, getAttrs: spansOf }],
    toDOM: ({ attrs }): DOMOutputSpec => [name, { ...span(attrs, 'colspan'), ...span(attrs, 'rowspan') }, 0],
  }
}

/** Where nobody has said what it shows, it is marked: without a description and with an empty one it looks the same. */
function pictureElement({ cid, alt }: Attrs): DOMOutputSpec {
  const described = alt === null ? { alt: '', 'data-undescribed': '' } : { alt: String(alt) }
  const source = pictureSource(String(cid))
  return ['img', { 'data-cid': String(cid), ...described, ...(source === null ? {} : { src: source }) }]
}

const nodes: Record<NodeName, NodeSpec> = {
  doc: { content: 'block+', attrs: { lang: { default: null }, dir: { default: null } } },
  paragraph: {
    content: 'inline*',
    group: 'flow block',
    attrs: aDirection,
    parseDOM: [{ tag: 'p', getAttrs: dirOf }],
    toDOM: ({ attrs }) => ['p', direction(attrs), 0],
  },
  heading: {
    content: 'inline*',
    group: 'flow block',
    attrs: { level: { default: 2 }, ...aDirection },
    defining: true,
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({
      tag: `h${level}`,
      getAttrs: (element) => ({ level: Math.min(Math.max(level, 2), 4), ...dirOf(element) }),
    })),
    toDOM: ({ attrs }) => [`h${Number(attrs['level'])}`, direction(attrs), 0],
  },
  bullet_list: {
    content: 'list_item+',
    group: 'flow block',
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  ordered_list: {
    content: 'list_item+',
    group: 'flow block',
    attrs: { start: { default: 1 } },
    parseDOM: [{ tag: 'ol', getAttrs: (element) => ({ start: count(element, 'start', 1_000_000, 1) }) }],
    toDOM: ({ attrs }) => ['ol', { start: String(attrs['start']) }, 0],
  },
  list_item: { content: 'paragraph flow*', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
  blockquote: {
    content: 'block+',
    group: 'flow block',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  preformatted: {
    content: 'text*',
    group: 'flow block',
    marks: '',
    code: true,
    defining: true,
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
    toDOM: () => ['pre', 0],
  },
  horizontal_rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
  table: {
    content: 'table_row+',
    group: 'block',
    tableRole: 'table',
    isolating: true,
    parseDOM: [{ tag: 'table' }],
    toDOM: () => ['table', ['tbody', 0]],
  },
  table_row: {
    content: '(table_cell | table_header)*',
    tableRole: 'row',
    parseDOM: [{ tag: 'tr' }],
    toDOM: () => ['tr', 0],
  },
  table_cell: cell('td', 'cell'),
  table_header: cell('th', 'header_cell'),
  text: { group: 'inline' },
  hard_break: {
    group: 'inline',
    inline: true,
    selectable: false,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
  },
  picture: {
    group: 'inline',
    inline: true,
    draggable: true,
    attrs: { cid: {}, alt: { default: null } },
    parseDOM: [
      {
        tag: 'img[data-cid]',
        getAttrs: (element) => {
          const { cid = '', undescribed } = element.dataset
          const alt = undescribed === undefined ? element.getAttribute('alt') : null
          return pictureId.test(cid) ? { cid, alt } : false
        },
      },
    ],
    toDOM: ({ attrs }) => pictureElement(attrs),
  },
}

const marks: Record<MarkName, MarkSpec> = {
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (element) => {
          const href = element.getAttribute('href')?.trim()
          return isLinkAddress(href) ? { href } : false
        },
      },
    ],
    // One does not follow links while writing: Tab leaves the text.
    toDOM: ({ attrs }) => ['a', { href: String(attrs['href']), tabindex: '-1' }, 0],
  },
  strong: {
    parseDOM: [
      { tag: 'strong' },
      // Google Docs puts everything it copies into a bold element that is not bold.
      { tag: 'b', getAttrs: (element) => !/normal|400/.test(element.style.fontWeight) && null },
      { style: 'font-weight=400', clearMark: ({ type }) => type.name === 'strong' },
      { style: 'font-weight=normal', clearMark: ({ type }) => type.name === 'strong' },
      { style: 'font-weight', getAttrs: (weight) => /^(?:bold(?:er)?|[6-9]\d\d)$/.test(weight) && null },
    ],
    toDOM: () => ['strong', 0],
  },
  em: {
    parseDOM: [
      { tag: 'em' },
      { tag: 'i', getAttrs: (element) => element.style.fontStyle !== 'normal' && null },
      { style: 'font-style=normal', clearMark: ({ type }) => type.name === 'em' },
      { style: 'font-style=italic' },
    ],
    toDOM: () => ['em', 0],
  },
  strike: {
    parseDOM: [
      { tag: 's, del, strike' },
      { style: 'text-decoration', getAttrs: (value) => value.includes('line-through') && null },
    ],
    toDOM: () => ['s', 0],
  },
  superscript: {
    excludes: 'superscript subscript',
    parseDOM: [{ tag: 'sup' }, { style: 'vertical-align=super' }],
    toDOM: () => ['sup', 0],
  },
  subscript: {
    excludes: 'superscript subscript',
    parseDOM: [{ tag: 'sub' }, { style: 'vertical-align=sub' }],
    toDOM: () => ['sub', 0],
  },
  code: { parseDOM: [{ tag: 'code, kbd, samp, tt' }], toDOM: () => ['code', 0] },
  language: {
    attrs: { lang: {}, dir: { default: null } },
    parseDOM: [
      {
        tag: 'span[lang]',
        getAttrs: (element) => (isLanguageTag(element.lang) ? { lang: element.lang, ...dirOf(element) } : false),
      },
      {
        // A block that says a language is that block, all of whose words are in it.
        tag: ':not(span)[lang]',
        consuming: false,
        priority: 60,
        getAttrs: ({ lang }) => (isLanguageTag(lang) ? { lang } : false),
      },
    ],
    toDOM: ({ attrs: { lang, dir } }) => [
      'span',
      { lang: String(lang), ...(dir === null ? {} : { dir: String(dir) }) },
      0,
    ],
  },
}

export const schema = new Schema<NodeName, MarkName>({ nodes, marks })
