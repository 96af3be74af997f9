import { trustedHtml } from './trusted-html.ts'

/**
 * The words of received HTML as plain text, for answering it and for people who want no formatting. Works on the cleaned tree,
 * so that text the message hides behind scripts or comments never appears. Links keep their address in brackets.
 */
export function textOf(cleanHtml: string): string {
  const body = new DOMParser().parseFromString(trustedHtml(cleanHtml), 'text/html').body
  const writer: Writer = { text: '', breaks: 0, prefix: '' }
  writeChildren(body, writer, '')
  return writer.text
    .replaceAll(/(?<![ \t])[ \t]+\n/g, '\n')
    .replace(/^\n+/, '')
    .trimEnd()
}

interface Writer {
  text: string
  /** Line breaks owed before the next word. */
  breaks: number
  /** Quote marks of the line written last. */
  prefix: string
}

/** Soft hyphens and zero-width signs, with which newsletters fill the line that lists show. */
const invisible = /\u034F|[\u00AD\u200B-\u200D\u2060\uFEFF]/g

const paragraphs = new Set([
  'P',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'UL',
  'OL',
  'DL',
  'BLOCKQUOTE',
  'PRE',
  'TABLE',
  'HR',
])
const lines = new Set(['DIV', 'LI', 'TR', 'DT', 'DD', 'ADDRESS', 'CAPTION', 'CENTER', 'FIGURE', 'FIGCAPTION'])

function writeChildren(parent: Node, writer: Writer, prefix: string): void {
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) writeText(node, writer, prefix)
    else if (node instanceof Element) writeElement(node, writer, prefix)
  }
}

function writeText(node: Node, writer: Writer, prefix: string): void {
  const raw = node.textContent ?? ''
  const kept = node.parentElement?.closest('pre') ? raw : raw.replaceAll(/[\s\u00A0]+/g, ' ')
  const isLineStart = writer.breaks > 0 || writer.text === ''
  const words = (isLineStart ? kept.trimStart() : kept).replaceAll(invisible, '')
  if (words.trim() === '' && isLineStart) return
  flush(writer, prefix)
  writer.text += words.replaceAll('\n', `\n${prefix}`)
}

function flush(writer: Writer, prefix: string): void {
  if (writer.text !== '' && writer.breaks > 0) {
    const between = writer.prefix.length < prefix.length ? writer.prefix : prefix
    writer.text = `${writer.text.trimEnd()}${`\n${between.trimEnd()}`.repeat(writer.breaks - 1)}\n${prefix}`
  } else if (writer.text === '') writer.text = prefix
  writer.prefix = prefix
  writer.breaks = 0
}

function writeElement(element: Element, writer: Writer, prefix: string): void {
  const name = element.nodeName
  if (name === 'BR') {
    writer.breaks = Math.min(writer.breaks + 1, 2)
    return
  }
  if (name === 'HR') {
    owe(writer, 2)
    return
  }
  const gap = paragraphs.has(name) ? 2 : lines.has(name) ? 1 : 0
  if (name === 'TD' || name === 'TH') writer.text += /\S$/.test(writer.text) && writer.breaks === 0 ? ' ' : ''
  owe(writer, gap)
  if (name === 'LI') {
    flush(writer, prefix)
    writer.text += markOf(element)
  }
  if (name === 'IMG') writer.text += element.getAttribute('alt') ?? ''
  writeChildren(element, writer, name === 'BLOCKQUOTE' ? `${prefix}> ` : prefix)
  if (name === 'A') writeAddress(element, writer)
  owe(writer, gap)
}

function owe(writer: Writer, breaks: number): void {
  writer.breaks = Math.max(writer.breaks, breaks)
}

function markOf(item: Element): string {
  const list = item.parentElement
  if (list?.nodeName !== 'OL') return '- '
  const position = [...list.children].indexOf(item)
  return `${Number(list.getAttribute('start') ?? '1') + position}. `
}

function writeAddress(link: Element, writer: Writer): void {
  const href = link.getAttribute('href') ?? ''
  const words = link.textContent.trim()
  // Tracking addresses of a hundred and more signs are no use to a reader.
  if (!/^https?:/.test(href) || href.length > 100 || words === '' || href.includes(words)) return
  writer.text += ` <${href}>`
}
