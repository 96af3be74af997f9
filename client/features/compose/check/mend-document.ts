import { wordsOf } from '#contract/rich-text-words.ts'
import { type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { type Finding } from './finding.ts'
import { hasWords, linksOf, paragraphKind } from './find-in-document.ts'
import { shorterTables } from './shorter-tables.ts'

/** The document with one finding mended; `words` are the new ones of a link, or what a picture shows. */
export function mendDocument(document: RichDocument, finding: Finding, words: string): RichDocument {
  const { kind, path } = finding
  if (kind === 'heading') return change(document, path, (node) => [asHeading(node, document)])
  if (kind === 'tableHeader') return change(document, path, (node) => [withHeader(node)])
  if (kind === 'tableLength') return change(document, path, (node) => inTurn(shorterTables(node)))
  if (kind === 'link') return change(document, path, (node) => [renamed(node, finding.key, words)])
  if (kind === 'picture') return change(document, path, (node) => [{ ...node, attrs: { ...node.attrs, alt: words } }])
  return kind === 'list' ? withList(document, path[0] ?? 0) : document
}

function change(
  document: RichDocument,
  path: readonly number[],
  mend: (node: RichNode) => readonly RichNode[],
): RichDocument {
  const walk = (node: RichNode, [index, ...rest]: readonly number[]): RichNode => {
    const content = (node.content ?? []).flatMap((child, at) => {
      if (at !== index) return [child]
      return rest.length === 0 ? mend(child) : [walk(child, rest)]
    })
    return { ...node, content }
  }
  return walk(document, path) as RichDocument
}

/** At the level of the headings before it, or the first one. The heading says by itself that it is one: bold goes. */
function asHeading(paragraph: RichNode, document: RichDocument): RichNode {
  const levels = document.content.filter(({ type }) => type === 'heading').map(({ attrs }) => Number(attrs?.['level']))
  const content = (paragraph.content ?? []).map(({ marks = [], ...node }) => {
    const others = marks.filter(({ type }) => type !== 'strong')
    return { ...node, ...(others.length > 0 && { marks: others }) }
  })
  return { type: 'heading', attrs: { level: levels.at(-1) ?? 2, dir: paragraph.attrs?.['dir'] ?? null }, content }
}

/** Rows with nothing in them before the first one with words go: names stand first. */
function withHeader(table: RichNode): RichNode {
  const rows = table.content ?? []
  const [first, ...rest] = rows.slice(rows.findIndex(hasWords))
  if (!first) return table
  const cells = (first.content ?? []).map((cell) => ({ ...cell, type: 'table_header' as const }))
  return { ...table, content: [{ ...first, content: cells }, ...rest] }
}

/** With room between them, or they would look like one. */
const inTurn = (tables: readonly RichNode[]) =>
  tables.flatMap((table, index) =>
    index === 0 ? [table] : [{ type: 'paragraph' as const, attrs: { dir: null }, content: [] }, table],
  )

/** The link of the finding (its place among those of the block is in the key) with other words. */
function renamed(block: RichNode, key: string, words: string): RichNode {
  const link = linksOf(block)[Number(key.slice(key.indexOf(' ') + 1))]
  const content = block.content ?? []
  const node = link && content[link.from]
  if (!node) return block
  return { ...block, content: [...content.slice(0, link.from), { ...node, text: words }, ...content.slice(link.to)] }
}

/** Paragraphs that begin with signs of one kind, from this one on, as one list. */
function withList(document: RichDocument, first: number): RichDocument {
  const kind = paragraphKind(document.content[first])
  if (kind === null) return document
  let end = first
  while (paragraphKind(document.content[end]) === kind) end += 1
  const content = document.content.slice(first, end).flatMap(itemsOf)
  const start = Number.parseInt(wordsOf(document.content[first] as RichNode), 10)
  const list: RichNode = kind === 'bullet_list' ? { type: kind, content } : { type: kind, attrs: { start }, content }
  return { ...document, content: [...document.content.slice(0, first), list, ...document.content.slice(end)] }
}

/** Each line of a paragraph as an item, without its sign; bold and links stay. */
function itemsOf(paragraph: RichNode): RichNode[] {
  const lines: RichNode[][] = [[]]
  for (const node of paragraph.content ?? []) {
    if (node.type === 'hard_break') lines.push([])
    else lines.at(-1)?.push(node)
  }
  return lines.map(([first, ...rest]) => {
    const text = (first?.text ?? '').replace(/^\s*(?:[-*•–]|\d{1,2}[.)])\s+/, '')
    const begin = first && text !== '' ? [{ ...first, text }] : []
    return { type: 'list_item', content: [{ ...paragraph, content: [...begin, ...rest] }] }
  })
}
