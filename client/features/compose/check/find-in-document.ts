import { wordsOf } from '#contract/rich-text-words.ts'
import { type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { type SendingCheck } from '#client/mail/sending-checks.ts'
import { type Finding, type Placed } from './finding.ts'
import { shorterTables } from './shorter-tables.ts'

/** What is quoted was written by others: it is not looked at. */
function ownBlocks(parent: RichNode, path: readonly number[] = []): Placed[] {
  return (parent.content ?? []).flatMap((node, index) => {
    const here = [...path, index]
    if (node.type === 'blockquote' || node.type === 'text' || node.type === 'hard_break') return []
    return [{ node, path: here }, ...ownBlocks(node, here)]
  })
}

/**
 * What keeps some readers from what is meant: headings and lists that only look like it, links that do not say where they lead,
 * tables whose columns have no names or that never end (WCAG 1.3.1, 2.4.4; ATAG 2.0, B.3).
 */
export function findInDocument(document: RichDocument): Finding[] {
  const blocks = ownBlocks(beforeForwarded(document))
  return [
    ...fakeHeadings(blocks),
    ...fakeLists(document, blocks),
    ...poorLinks(blocks),
    ...tablesWithoutHeader(blocks),
    ...longTables(blocks),
    ...unnamedPictures(blocks),
  ]
}

/** Of a forwarded message only what stands above it is the person's own. */
function beforeForwarded(document: RichDocument): RichNode {
  const rule = document.content.findIndex(
    ({ type }, index) => type === 'horizontal_rule' && isForwardMark(document, index),
  )
  return rule === -1 ? document : { ...document, content: document.content.slice(0, rule) }
}

function isForwardMark({ content }: RichDocument, index: number): boolean {
  const lines = content[index + 2]
  return lines?.content?.some(({ type }) => type === 'hard_break') === true && wordsOf(lines).includes('@')
}

const isParagraph = ({ node }: Placed) => node.type === 'paragraph'

function fakeHeadings(blocks: readonly Placed[]): Finding[] {
  return blocks.filter(isParagraph).flatMap((block) => {
    const parts = (block.node.content ?? []).filter(({ text }) => (text ?? '').trim() !== '')
    const isBold = parts.length > 0 && parts.every(({ marks }) => marks?.some(({ type }) => type === 'strong'))
    const words = wordsOf(block.node).trim()
    const isLine = words.length <= 80 && !/[.,;]$/.test(words) && !block.node.content?.some(isBreak)
    // Bold first words of a cell or an item are something else.
    return isBold && isLine && block.path.length === 1 ? [finding('heading', block, words)] : []
  })
}

const isBreak = ({ type }: RichNode) => type === 'hard_break'

/** The kind of list that a line pretends to be in, by its sign. */
function listKind(line: string): 'bullet_list' | 'ordered_list' | null {
  if (/^\s*[-*•–]\s+\S/.test(line)) return 'bullet_list'
  return /^\s*\d{1,2}[.)]\s+\S/.test(line) ? 'ordered_list' : null
}

/** The kind that all lines of a paragraph pretend to be in. */
export function paragraphKind(node: RichNode | undefined): 'bullet_list' | 'ordered_list' | null {
  if (node?.type !== 'paragraph') return null
  const [first = null, ...others] = linesOf(node).map(listKind)
  return others.every((kind) => kind === first) ? first : null
}

/** Two or more lines, or paragraphs one after the other, that begin with a sign. One finding for each run of them. */
function fakeLists(document: RichDocument, blocks: readonly Placed[]): Finding[] {
  return blocks
    .filter(({ path }) => path.length === 1)
    .filter(({ node, path: [index = 0] }) => {
      const kind = paragraphKind(node)
      if (kind === null || paragraphKind(document.content[index - 1]) === kind) return false
      return linesOf(node).length > 1 || paragraphKind(document.content[index + 1]) === kind
    })
    .map((block) => finding('list', block, linesOf(block.node)[0]?.trim() ?? ''))
}

/** The lines of a paragraph, as they are broken by hand. */
function linesOf(paragraph: RichNode): string[] {
  const lines = ['']
  for (const node of paragraph.content ?? []) {
    if (isBreak(node)) lines.push('')
    else lines.push(`${lines.pop() ?? ''}${node.text ?? ''}`)
  }
  return lines
}

const emptyWords = new Set(
  [
    ...['here', 'click here', 'click', 'this', 'this link', 'link', 'more', 'read more', 'learn more', 'see here'],
    ...['aquí', 'aqui', 'haga clic aquí', 'haz clic aquí', 'clic aquí', 'pulse aquí', 'este enlace', 'enlace', 'más'],
    ...[
      'leer más',
      'ver más',
      'hier',
      'hier klicken',
      'mehr',
      'ici',
      'cliquez ici',
      'en savoir plus',
      'qui',
      'clicca qui',
    ],
    ...['clique aqui', 'klik hier'],
  ].map((words) => words.toLocaleLowerCase()),
)

/** A bare address longer than this is spelt out for half a minute. */
const longestAddress = 40

function poorLinks(blocks: readonly Placed[]): Finding[] {
  return blocks.flatMap((block) =>
    linksOf(block.node).flatMap(({ words }, index) => {
      const plain = words
        .trim()
        .replace(/(?<![.:!…])[.:!…]+$/, '')
        .toLocaleLowerCase()
      const isAddress = /^(?:https?:\/\/|www\.)\S+$/.test(plain) && words.trim().length > longestAddress
      return emptyWords.has(plain) || isAddress
        ? [{ ...finding('link', block, words.trim()), key: `${block.path.join('.')} ${index}` }]
        : []
    }),
  )
}

interface Link {
  words: string
  href: string
  /** Which nodes of the block it is: from the first to before the other. */
  from: number
  to: number
}

/** The links of one block, each with all its words. */
export function linksOf(block: RichNode): Link[] {
  const links: Link[] = []
  let goesOn = false
  for (const [from, node] of (block.content ?? []).entries()) {
    const href: unknown = node.marks?.find(({ type }) => type === 'link')?.attrs?.['href']
    const last = links.at(-1)
    if (typeof href === 'string' && goesOn && last?.href === href) {
      last.words += node.text ?? ''
      last.to = from + 1
    } else if (typeof href === 'string') links.push({ words: node.text ?? '', href, from, to: from + 1 })
    goesOn = typeof href === 'string'
  }
  return links
}

/** A row of headers that nobody has written into names nothing. */
function tablesWithoutHeader(blocks: readonly Placed[]): Finding[] {
  const isName = (cell: RichNode) => cell.type === 'table_header' && hasWords(cell)
  return blocks
    .filter(({ node }) => node.type === 'table' && hasWords(node))
    .filter(({ node }) => !node.content?.some((row) => row.content?.some(isName)))
    .map((block) => finding('tableHeader', block, firstRowOf(block)))
}

const longTables = (blocks: readonly Placed[]) =>
  blocks
    .filter(({ node }) => node.type === 'table' && shorterTables(node).length > 1)
    .map((block) => finding('tableLength', block, firstRowOf(block)))

export const hasWords = (node: RichNode) => wordsOf(node).trim() !== ''

const firstRowOf = ({ node }: Placed) =>
  wordsOf(node.content?.find(hasWords) ?? node)
    .trim()
    .slice(0, 60)

/** Named by their number: there are no words for them yet. */
const unnamedPictures = (blocks: readonly Placed[]) =>
  blocks
    .filter(({ node }) => node.type === 'picture')
    .flatMap((block, index) => (block.node.attrs?.['alt'] === null ? [finding('picture', block, `${index + 1}`)] : []))

function finding(kind: SendingCheck, { path }: Placed, what: string): Finding {
  return { kind, key: path.join('.'), what, count: 1, path }
}
