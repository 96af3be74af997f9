/** A piece of a page as it is read: a heading (level as the file has it, from 1), a paragraph, or what is said of a picture. */
export interface PageBlock {
  kind: 'heading' | 'paragraph' | 'picture'
  level: number
  text: string
}

/** Words of a page in the order they are drawn, or where tagged content begins and ends. */
export type PageItem =
  { str: string; hasEOL: boolean; height: number; transform: readonly number[] } | { type: string; id?: string }

/** A node of the structure that a tagged file has (ISO 32000-1, 14.7), or a piece of content by its id. */
export interface PageNode {
  role?: string
  type?: string
  id?: string
  alt?: string | undefined
  children?: readonly PageNode[]
}

const mostBlocks = 2_000
const mostSigns = 200_000
const deepest = 60

/**
 * What a page says, in reading order: by the tags of the file where there are some that have words, else by its lines, a wider gap
 * between them beginning a paragraph.
 */
export function readPage(items: readonly PageItem[], tree: PageNode | null): PageBlock[] {
  const tagged = tree ? byTags(tree, textsById(items)) : []
  return bounded(tagged.some(({ kind }) => kind !== 'picture') ? tagged : [...byLines(items), ...tagged])
}

function textsById(items: readonly PageItem[]): Map<string, string> {
  const texts = new Map<string, string>()
  const open: string[] = []
  for (const item of items) {
    if ('type' in item) {
      if (item.type === 'endMarkedContent') open.pop()
      else open.push(item.id ?? open.at(-1) ?? '')
      continue
    }
    const id = open.at(-1) ?? ''
    texts.set(id, `${texts.get(id) ?? ''}${item.str}${item.hasEOL ? ' ' : ''}`)
  }
  return texts
}

const containers =
  /^(?:Root|Document|DocumentFragment|Part|Art|Sect|Div|NonStruct|BlockQuote|TOC|Index|L|LI|LBody|Table|THead|TBody|TFoot|Aside|Form)$/
const rows = /^(?:TR|TOCI)$/

function byTags(node: PageNode, texts: ReadonlyMap<string, string>, depth = 0): PageBlock[] {
  if (depth > deepest) return []
  const role = node.role ?? ''
  const children = node.children ?? []
  if (role === 'Figure' || role === 'Formula') {
    const text = node.alt ?? textUnder(node, texts, depth)
    return text.trim() === '' ? [] : [{ kind: 'picture', level: 0, text }]
  }
  const holdsBlocks = children.some(
    (child) => child.role !== undefined && !/^(?:Span|Quote|Link|Em|Strong|Lbl)$/.test(child.role),
  )
  if (containers.test(role) && holdsBlocks) return children.flatMap((child) => byTags(child, texts, depth + 1))
  const cells = rows.test(role) ? children.map((child) => tidy(textUnder(child, texts, depth))) : []
  const text = cells.length > 0 ? cells.filter(Boolean).join('; ') : textUnder(node, texts, depth)
  if (text.trim() === '') return []
  const [, level] = /^H([1-6])?$/.exec(role) ?? []
  const isHeading = role === 'Title' || /^H[1-6]?$/.test(role)
  return [{ kind: isHeading ? 'heading' : 'paragraph', level: isHeading ? Number(level ?? 1) : 0, text }]
}

function textUnder(node: PageNode, texts: ReadonlyMap<string, string>, depth: number): string {
  if (depth > deepest) return ''
  if (node.role === undefined) return node.id === undefined ? '' : (texts.get(node.id) ?? '')
  const parts = (node.children ?? []).map((child) => textUnder(child, texts, depth + 1))
  return parts.join(parts.length > 1 ? ' ' : '') || (node.alt ?? '')
}

function byLines(items: readonly PageItem[]): PageBlock[] {
  const paragraphs: string[] = []
  let before: { y: number; height: number } | null = null
  let isNewLine = true
  for (const item of items) {
    if ('type' in item) continue
    const y = item.transform[5] ?? 0
    if (item.str.trim() !== '') {
      const gap = before ? Math.abs(before.y - y) : Infinity
      const isFurther = gap > 1.7 * Math.max(before?.height ?? 0, item.height, 1)
      if (isFurther) paragraphs.push(item.str)
      else paragraphs.push(`${paragraphs.pop() ?? ''}${isNewLine ? ' ' : ''}${item.str}`)
      before = { y, height: item.height }
      isNewLine = false
    } else if (paragraphs.length > 0) paragraphs.push(`${paragraphs.pop() ?? ''}${item.str}`)
    isNewLine ||= item.hasEOL
  }
  return paragraphs.map((text) => ({ kind: 'paragraph', level: 0, text }))
}

const tidy = (text: string) => text.replace(/\s+/g, ' ').trim()

function bounded(blocks: readonly PageBlock[]): PageBlock[] {
  let signs = 0
  const kept: PageBlock[] = []
  for (const { kind, level, text } of blocks) {
    const clean = tidy(text.replaceAll('\0', '')).toWellFormed()
    if (clean === '') continue
    if (kept.length >= mostBlocks || signs >= mostSigns) break
    kept.push({ kind, level, text: clean.slice(0, mostSigns - signs) })
    signs += clean.length
  }
  return kept
}
