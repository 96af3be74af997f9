import { type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { type WrittenLink } from '#contract/rich-text-words.ts'
import { markedWords } from './from-words.ts'

/**
 * Plain text as formatted text: what people mean by "- ", "1. ", "> ", "# " and empty lines becomes structure (as `plainTextOf` writes it),
 * and so do the links it had when it was formatted before.
 */
export function documentFromText(text: string, links: readonly WrittenLink[] = []): RichDocument {
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n')
  const blocks = blocksOf(lines, links)
  // Room to write above a quote stays.
  const content = text.startsWith('\n') || blocks.length === 0 ? [paragraph([]), ...blocks] : blocks
  return { type: 'doc', attrs: { lang: null, dir: null }, content }
}

export function emptyDocument(): RichDocument {
  return documentFromText('')
}

/** True when nothing has been written into it. */
export function isEmptyDocument({ content }: RichDocument): boolean {
  return content.length === 1 && content[0]?.type === 'paragraph' && (content[0].content ?? []).length === 0
}

/** Quotes and lists deeper than this stay as they are written: a hostile text may have thousands of signs in a row. */
const deepest = 10

export function blocksOf(lines: readonly string[], links: readonly WrittenLink[] = []): RichNode[] {
  const marked = markedWords(links)
  const withMarks = (node: RichNode): RichNode[] =>
    node.text === undefined
      ? [node.content ? { ...node, content: node.content.flatMap(withMarks) } : node]
      : marked(node.text)
  return structureOf(lines, 0).flatMap(withMarks)
}

/** The blocks of some lines, which stand this deep, with words that have no marks yet. */
function structureOf(lines: readonly string[], depth: number): RichNode[] {
  const blocks: RichNode[] = []
  let index = 0
  const takeWhile = (belongs: (line: string, offset: number) => boolean): string[] => {
    const start = index
    while (index < lines.length && belongs(lines[index] ?? '', index - start)) index += 1
    return lines.slice(start, index)
  }
  while (index < lines.length) {
    const line = lines[index] ?? ''
    const list = listSign(line)
    const heading = /^(#{1,3}) (\S.*)$/.exec(line)
    if (line.trim() === '') index += 1
    else if (line.startsWith('>') && depth < deepest) {
      const inner = takeWhile((each) => each.startsWith('>')).map((each) => each.slice(1).replace(/^ /, ''))
      const quoted = structureOf(inner, depth + 1)
      blocks.push({ type: 'blockquote', content: quoted.length > 0 ? quoted : [paragraph([])] })
    } else if (heading) {
      index += 1
      const attrs = { level: (heading[1]?.length ?? 1) + 1, dir: null }
      blocks.push({ type: 'heading', attrs, content: wordsOf(heading[2] ?? '') })
    } else if (/^-{5,}$/.test(line)) {
      index += 1
      blocks.push({ type: 'horizontal_rule' })
    } else if (list && depth < deepest) {
      const taken = takeWhile((each, at) => at === 0 || listSign(each)?.kind === list.kind || /^ {2,}\S/.test(each))
      blocks.push(listOf(list, taken, depth + 1))
    } else {
      const taken = takeWhile((each, at) => at === 0 || !beginsBlock(each))
      blocks.push(paragraph(taken))
    }
  }
  return blocks
}

interface ListSign {
  kind: 'bullet_list' | 'ordered_list'
  start: number
  /** Characters before the words. */
  width: number
}

function listSign(line: string): ListSign | null {
  if (/^[-*•] \S/.test(line)) return { kind: 'bullet_list', start: 1, width: 2 }
  const numbered = /^(\d{1,3})[.)] \S/.exec(line)
  if (!numbered) return null
  return { kind: 'ordered_list', start: Number(numbered[1]), width: (numbered[1]?.length ?? 1) + 2 }
}

function beginsBlock(line: string): boolean {
  return line.trim() === '' || /^>|^#{1,3} \S|^-{5,}$/.test(line) || listSign(line) !== null
}

function listOf({ kind, start }: ListSign, lines: readonly string[], depth: number): RichNode {
  const items: string[][] = []
  for (const line of lines) {
    const sign = listSign(line)
    if (sign) items.push([line.slice(sign.width)])
    else items.at(-1)?.push(line)
  }
  const content = items.map((item) => itemOf(item, depth))
  return kind === 'bullet_list' ? { type: kind, content } : { type: kind, attrs: { start }, content }
}

function itemOf([first = '', ...rest]: readonly string[], depth: number): RichNode {
  const indent = Math.min(...rest.map((line) => line.search(/\S/)))
  const inner = rest.map((line) => line.slice(indent))
  const words = inner.findIndex((line) => listSign(line) !== null)
  const own = words === -1 ? inner : inner.slice(0, words)
  const others =
    words === -1 ? [] : structureOf(inner.slice(words), depth).filter(({ type }) => type !== 'horizontal_rule')
  return { type: 'list_item', content: [paragraph([first, ...own]), ...others] }
}

function paragraph(lines: readonly string[]): RichNode {
  const content = lines.flatMap((line, index) => [
    ...(index === 0 ? [] : [{ type: 'hard_break' as const }]),
    ...wordsOf(line),
  ])
  return { type: 'paragraph', attrs: { dir: null }, content }
}

const wordsOf = (text: string): RichNode[] => (text === '' ? [] : [{ type: 'text', text }])
