import { type NodeName, type RichDocument, type RichNode } from './rich-text.ts'

/**
 * Formatted text as plain text with the same content: headings, lists, quotes and struck-out words keep signs that people
 * write in plain mail, links their address, tables a line for each row, pictures what they show in square brackets. The server makes the text part of a message with it,
 * the composer what stands there after formatting is switched off.
 */
export function plainTextOf(document: RichDocument): string {
  return join(document.content.map(knownLinesOf)).join('\n')
}

/** A link as plain text writes it. */
export interface WrittenLink {
  words: string
  /** The words with the address behind them, or the words alone where they are the address. */
  written: string
  href: string
}

/** The links of formatted text that cannot be told from its plain text alone: which words lead there, or that words do. */
export function linksOf(node: RichNode): WrittenLink[] {
  if (!isInline(node)) return (node.content ?? []).flatMap(linksOf)
  return runsOf(node.content ?? []).flatMap(({ href, nodes }) => {
    if (href === null) return []
    // A link over several lines is one of the last of them.
    const written = inlineText(nodes).split('\n').at(-1) ?? ''
    const behind = addressBehind(href, nodes, nodes.length - 1)
    const words = written.slice(0, written.length - behind.length)
    return words.trim() === '' || words === href ? [] : [{ words, written, href }]
  })
}

/** What stands side by side and leads to the same place, or nowhere. */
function runsOf(nodes: readonly RichNode[]): { href: string | null; nodes: RichNode[] }[] {
  const runs: { href: string | null; nodes: RichNode[] }[] = []
  for (const node of nodes) {
    const [href, last] = [addressOf(node), runs.at(-1)]
    if (last?.href === href) last.nodes.push(node)
    else runs.push({ href, nodes: [node] })
  }
  return runs
}

/** Blocks never change, they are replaced: while a long text is written, most of it is what it was. */
const knownLines = new WeakMap<RichNode, readonly string[]>()

function knownLinesOf(block: RichNode): readonly string[] {
  const lines = knownLines.get(block) ?? linesOf(block)
  knownLines.set(block, lines)
  return lines
}

/** The words of one node in a line, without any sign. */
export function wordsOf(node: RichNode): string {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'hard_break') return ' '
  if (node.type === 'picture') return descriptionOf(node)
  return (node.content ?? []).map(wordsOf).join(isInline(node) ? '' : ' ')
}

/** What a picture shows, in words; empty where it only decorates or nobody has said it. */
function descriptionOf({ attrs }: RichNode): string {
  const alt = attrs?.['alt']
  return typeof alt === 'string' ? alt : ''
}

const inlineParents: readonly NodeName[] = ['paragraph', 'heading', 'preformatted']
const isInline = ({ type }: RichNode) => inlineParents.includes(type)

function linesOf(block: RichNode): string[] {
  const children = block.content ?? []
  switch (block.type) {
    case 'heading':
      return [`${'#'.repeat(Number(block.attrs?.['level']) - 1)} ${inlineText(children).replaceAll('\n', ' ')}`]
    case 'preformatted':
      return wordsOf(block).split('\n')
    case 'bullet_list':
      return children.flatMap((item) => itemLines(item, '- '))
    case 'ordered_list': {
      const start = Number(block.attrs?.['start'])
      return children.flatMap((item, index) => itemLines(item, `${start + index}. `))
    }
    case 'blockquote':
      return join(children.map(linesOf)).map(quoted)
    case 'horizontal_rule':
      return ['----------']
    case 'table':
      return children.map(rowLine)
    default:
      return inlineText(children).split('\n')
  }
}

/** Blocks with an empty line between them; an empty paragraph is that line itself. */
function join(blocks: readonly (readonly string[])[]): string[] {
  const isEmpty = (lines: readonly string[]) => lines.every((line) => line === '')
  return blocks.flatMap((lines, index) => {
    const before = blocks[index - 1]
    return before && !isEmpty(before) && !isEmpty(lines) ? ['', ...lines] : lines
  })
}

function itemLines(item: RichNode, sign: string): string[] {
  const lines = (item.content ?? []).flatMap(linesOf)
  return lines.map((line, index) => (index === 0 ? sign : ' '.repeat(sign.length)) + line)
}

/** RFC 3676, 4.5: no space between marks. */
function quoted(line: string): string {
  if (line === '') return '>'
  return line.startsWith('>') ? `>${line}` : `> ${line}`
}

function rowLine(row: RichNode): string {
  const cells = (row.content ?? []).map((cell) => (cell.content ?? []).flatMap(linesOf).join(' ').trim())
  return cells.join(' | ')
}

function inlineText(nodes: readonly RichNode[]): string {
  let text = ''
  for (const [index, node] of nodes.entries()) {
    if (node.type === 'hard_break') {
      text += '\n'
      continue
    }
    const words = node.type === 'picture' ? pictureText(node) : (node.text ?? '')
    text += signed(words, node)
    const href = addressOf(node)
    // The words of one link may be several nodes, one bold and one not.
    if (href !== null && addressOf(nodes[index + 1]) !== href) text += addressBehind(href, nodes, index)
  }
  return text
}

/** With the signs that stand for how the words are set. */
function signed(words: string, node: RichNode): string {
  const raised = hasMark(node, 'superscript') ? scripted(words, superscripts, '^') : words
  const set = hasMark(node, 'subscript') ? scripted(words, subscripts, '_') : raised
  return hasMark(node, 'strike') ? `~~${set}~~` : set
}

const plainSigns = Array.from('0123456789+-=()')
const signsAs = (signs: string) => new Map(Array.from(signs, (sign, index) => [plainSigns[index], sign]))
const superscripts = signsAs('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾')
const subscripts = signsAs('₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎')

/** Figures have letters of their own; of other words a sign before them says it, as in formulas that are typed. */
function scripted(words: string, letters: ReadonlyMap<string | undefined, string>, sign: string): string {
  const ordinal = /^(?:st|nd|rd|th|[ºª])$/i
  const own = Array.from(words, (letter) => letters.get(letter))
  if (own.every((letter) => letter !== undefined)) return own.join('')
  if (words.trim() === '' || ordinal.test(words)) return words
  return words.length === 1 ? sign + words : `${sign}(${words})`
}

const pictureText = (node: RichNode) => (descriptionOf(node) === '' ? '' : `[${descriptionOf(node)}]`)

/** The address in brackets, where the words of the link are not the address itself. */
function addressBehind(href: string, nodes: readonly RichNode[], last: number): string {
  let words = ''
  for (let index = last; index >= 0 && addressOf(nodes[index]) === href; index -= 1) {
    words = (nodes[index]?.text ?? '') + words
  }
  const bare = (address: string) => address.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '').replace(/\/$/, '')
  return bare(words.trim()) === bare(href) ? '' : ` <${href}>`
}

function addressOf(node: RichNode | undefined): string | null {
  const href = node?.marks?.find(({ type }) => type === 'link')?.attrs?.['href']
  return typeof href === 'string' ? href : null
}

function hasMark(node: RichNode, name: string): boolean {
  return node.marks?.some(({ type }) => type === name) ?? false
}
