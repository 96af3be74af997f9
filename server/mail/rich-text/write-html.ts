import type { Direction, RichDocument, RichMark, RichNode } from '#contract/rich-text.ts'
import { wordsOf } from '#contract/rich-text-words.ts'

/**
 * Formatted text as the HTML of a message: a document of our own with language, direction and title, real structure, and the
 * few styles that programs without a style sheet need. Every character of the person's text is escaped; addresses of links were
 * checked with the document. Pictures are
 * shown by their Content-IDs.
 */
export function richTextAsHtml(document: RichDocument, subject: string): string {
  const dir = document.attrs.dir ?? directionOf(wordsOf(document)) ?? 'ltr'
  const title = subject.trim() || wordsOf(document).trim().slice(0, 60)
  const lang = document.attrs.lang === null ? '' : ` lang="${escape(document.attrs.lang)}"`
  return [
    '<!DOCTYPE html>',
    `<html${lang} dir="${dir}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title></head>`,
    '<body style="font-family: sans-serif; line-height: 1.5">',
    ...document.content.map((block) => writeBlock(block, dir)),
    '</body></html>',
    '',
  ].join('\n')
}

/** The Content-ID of a picture of ours: in the form of an address (RFC 2392), with a name that only it has. */
export const contentIdOf = (cid: string) => `${cid}@curbcut.invalid`

const cellStyle = 'border: 1px solid #767676; padding: 4px 8px; vertical-align: top'

function writeBlock(block: RichNode, dir: Direction): string {
  const inner = () => (block.content ?? []).map((child) => writeBlock(child, dir)).join('\n')
  const ownDir = () => directionAttribute(block, dir)
  switch (block.type) {
    case 'heading': {
      // Readers would go to it, or name it, and find nothing.
      const name = saysNothing(block) ? 'p' : `h${Number(block.attrs?.['level'])}`
      return `<${name}${ownDir()}>${writeInline(block) || '<br>'}</${name}>`
    }
    case 'bullet_list':
      return `<ul>\n${inner()}\n</ul>`
    case 'ordered_list': {
      const start = Number(block.attrs?.['start'])
      return `<ol${start === 1 ? '' : ` start="${start}"`}>\n${inner()}\n</ol>`
    }
    case 'list_item':
      return `<li>${writeItem(block, dir)}</li>`
    case 'blockquote':
      return `<blockquote type="cite" style="${quoteStyle(dir)}">\n${inner()}\n</blockquote>`
    case 'preformatted':
      // A parser drops the first line break inside the element.
      return `<pre style="white-space: pre-wrap">\n${escape(wordsOf(block))}</pre>`
    case 'horizontal_rule':
      return '<hr>'
    case 'table':
      return `<table${isLayout(block)} style="border-collapse: collapse">\n${writeRows(block, dir)}\n</table>`
    default:
      return `<p${ownDir()}>${writeInline(block) || '<br>'}</p>`
  }
}

const saysNothing = (node: RichNode) => wordsOf(node).trim() === ''

/** Said of a table that is sent without any name in it (`as-sent.ts`): it is read in order, and no names are looked for. */
const isLayout = ({ attrs }: RichNode) => (attrs?.['layout'] === true ? ' role="presentation"' : '')

/** A single paragraph of an item needs no element of its own, and is then read as one with its sign. */
function writeItem(item: RichNode, dir: Direction): string {
  const [first, ...rest] = item.content ?? []
  if (first?.type !== 'paragraph' || directionAttribute(first, dir) !== '') {
    return (item.content ?? []).map((child) => writeBlock(child, dir)).join('\n')
  }
  return [writeInline(first), ...rest.map((child) => writeBlock(child, dir))].join('\n')
}

function writeRows(table: RichNode, dir: Direction): string {
  const rows = table.content ?? []
  const isHeader = (row: RichNode) => row.content?.every(({ type }) => type === 'table_header') ?? false
  const first = rows[0] && isHeader(rows[0]) ? rows.slice(0, 1) : []
  const write = (row: RichNode, scope: string) =>
    `<tr>${(row.content ?? []).map((cell) => writeCell(cell, scope, dir)).join('\n')}</tr>`
  const head = first.map((row) => `<thead>${write(row, 'col')}</thead>`)
  const body = rows.slice(first.length).map((row) => write(row, 'row'))
  return [...head, '<tbody>', ...body, '</tbody>'].join('\n')
}

function writeCell(cell: RichNode, scope: string, dir: Direction): string {
  const spans = ['colspan', 'rowspan'].map((span) => {
    const count = Number(cell.attrs?.[span])
    return count === 1 ? '' : ` ${span}="${count}"`
  })
  const [only, ...others] = cell.content ?? []
  const isPlain = only?.type === 'paragraph' && others.length === 0 && directionAttribute(only, dir) === ''
  const inner = isPlain ? writeInline(only) : (cell.content ?? []).map((child) => writeBlock(child, dir)).join('\n')
  // A corner that is left empty names nothing.
  const isHeader = cell.type === 'table_header' && !saysNothing(cell)
  const [name, its] = isHeader ? ['th', ` scope="${scope}"`] : ['td', '']
  return `<${name}${its}${spans.join('')} style="${cellStyle}">${inner}</${name}>`
}

/** The words of one link may be several nodes, one bold and one not: they are one link all the same, and none without words. */
function writeInline(parent: RichNode): string {
  const runs: { href: string | null; nodes: RichNode[] }[] = []
  for (const node of parent.content ?? []) {
    const href = addressOf(node)
    const last = runs.at(-1)
    if (last?.href === href) last.nodes.push(node)
    else runs.push({ href, nodes: [node] })
  }
  return runs
    .map(({ href, nodes }) => {
      const inner = nodes.map(writeMarked).join('')
      const isMute = nodes.every((node) => node.type !== 'picture' && saysNothing(node))
      return href === null || isMute ? inner : `<a href="${escape(href)}">${inner}</a>`
    })
    .join('')
}

function addressOf({ marks }: RichNode): string | null {
  const href = marks?.find(({ type }) => type === 'link')?.attrs?.['href']
  return typeof href === 'string' ? href : null
}

const writeMarked = (node: RichNode) => (node.marks ?? []).toReversed().reduce(wrapInMark, writeLeaf(node))

function writeLeaf(node: RichNode): string {
  if (node.type === 'hard_break') return '<br>'
  if (node.type !== 'picture') return keepSpaces(escape(node.text ?? ''))
  const { cid, alt } = node.attrs as { cid: string; alt: string | null }
  const description = alt === null ? '' : ` alt="${escape(alt)}"`
  return `<img src="cid:${contentIdOf(cid)}"${description} style="max-width: 100%; height: auto">`
}

const markElements = {
  strong: 'strong',
  em: 'em',
  strike: 's',
  superscript: 'sup',
  subscript: 'sub',
  code: 'code',
} as const

function wrapInMark(inner: string, { type, attrs = {} }: RichMark): string {
  // Written around all of its words.
  if (type === 'link') return inner
  if (type === 'language') {
    const { lang, dir } = attrs as { lang: string; dir: Direction | null }
    return `<span lang="${escape(lang)}"${dir === null ? '' : ` dir="${dir}"`}>${inner}</span>`
  }
  return `<${markElements[type]}>${inner}</${markElements[type]}>`
}

/** The direction the person chose, or that of the text where it is not the direction of the whole. */
function directionAttribute(block: RichNode, whole: Direction): string {
  const own = (block.attrs?.['dir'] as Direction | null) ?? directionOf(wordsOf(block))
  return own === null || own === whole ? '' : ` dir="${own}"`
}

/** The direction of the first letter that has one (as `dir="auto"` does, which mail programs do not know). */
function directionOf(text: string): Direction | null {
  const first = /\p{L}/u.exec(text)?.[0]
  if (first === undefined) return null
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first)
    ? 'rtl'
    : 'ltr'
}

function quoteStyle(dir: Direction): string {
  const side = dir === 'rtl' ? 'right' : 'left'
  return `margin: 0; padding-${side}: 12px; border-${side}: 3px solid #767676`
}

/** Several spaces would become one. */
function keepSpaces(text: string): string {
  return text.replaceAll('\t', '    ').replaceAll(/ (?= )/g, '&nbsp;')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escape(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/(?![\t\n\r])\p{Cc}/gu, '')
    .replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '')
}
