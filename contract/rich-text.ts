/**
 * Formatted text as the editor writes it and the server takes it: a tree of exactly these nodes and marks, in the JSON form of
 * ProseMirror. There is no markup in it and no place for a style, so nothing has to be cleaned: what is not named here is
 * refused.
 */

export type BlockName =
  'paragraph' | 'heading' | 'bullet_list' | 'ordered_list' | 'blockquote' | 'preformatted' | 'horizontal_rule' | 'table'

export type NodeName =
  'doc' | BlockName | 'list_item' | 'table_row' | 'table_cell' | 'table_header' | 'text' | 'hard_break' | 'picture'

export type MarkName = 'link' | 'strong' | 'em' | 'strike' | 'superscript' | 'subscript' | 'code' | 'language'

export interface RichMark {
  type: MarkName
  attrs?: Readonly<Record<string, unknown>>
}

export interface RichNode {
  type: NodeName
  attrs?: Readonly<Record<string, unknown>>
  content?: readonly RichNode[]
  marks?: readonly RichMark[]
  /** Of `text` alone, never empty. */
  text?: string
}

export interface RichDocument extends RichNode {
  type: 'doc'
  /** `lang` is a BCP 47 tag; null where nobody has said it. */
  attrs: { lang: string | null; dir: Direction | null }
  content: readonly RichNode[]
}

export type Direction = 'ltr' | 'rtl'

/**
 * Nodes a document may have, levels it may be deep (each is two of the 32 levels that the JSON of a request may have), and
 * characters of text in it.
 */
const most = { nodes: 100_000, depth: 13, characters: 1_000_000 }

/** Lists, quotes and tables this deep are written as paragraphs, before they grow too deep to be sent. */
export const deepestBlock = 11

/** Addresses a link may lead to: nothing that runs, nothing of this application. */
const linkPattern = /^(?:https?:\/\/[^\s/]|mailto:[^\s]|tel:[+\d])[^\s<>"\p{Cc}]{0,2000}$/iu

export function isLinkAddress(address: unknown): address is string {
  return typeof address === 'string' && linkPattern.test(address)
}

/** A language tag as pages write it (BCP 47, the forms in use). */
export function isLanguageTag(tag: unknown): tag is string {
  return typeof tag === 'string' && /^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i.test(tag)
}

/** What names a picture among the files that go along (`outgoingFile.contentId`). */
export const pictureId = /^[\w-]{8,64}$/

type Check = (value: unknown) => boolean

interface Kind {
  /** What it may hold; `least` of them. */
  holds: readonly NodeName[]
  least?: number
  /** Every one of them is there, and no other. */
  attrs?: Readonly<Record<string, Check>>
}

const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)
const whole =
  (from: number, to: number): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to
const isDirection: Check = (value) => value === 'ltr' || value === 'rtl'

const isDescription: Check = (value) => typeof value === 'string' && /^[^\r\n\0]{0,1000}$/.test(value)

const inline = ['text', 'hard_break', 'picture'] as const
/** Blocks that may stand in a cell or an item of a list. */
const flow = ['paragraph', 'heading', 'bullet_list', 'ordered_list', 'blockquote', 'preformatted'] as const
const blocks = [...flow, 'horizontal_rule', 'table'] as const
const cell = { holds: flow, least: 1, attrs: { colspan: whole(1, 100), rowspan: whole(1, 1000) } }
const dir = orNull(isDirection)

const kinds: Readonly<Record<NodeName, Kind>> = {
  doc: { holds: blocks, least: 1, attrs: { lang: orNull(isLanguageTag), dir } },
  paragraph: { holds: inline, attrs: { dir } },
  /** A message begins below its subject: levels 2 to 4. */
  heading: { holds: inline, attrs: { level: whole(2, 4), dir } },
  bullet_list: { holds: ['list_item'], least: 1 },
  ordered_list: { holds: ['list_item'], least: 1, attrs: { start: whole(0, 1_000_000) } },
  list_item: { holds: flow, least: 1 },
  blockquote: { holds: blocks, least: 1 },
  preformatted: { holds: ['text'] },
  horizontal_rule: { holds: [] },
  table: { holds: ['table_row'], least: 1 },
  table_row: { holds: ['table_cell', 'table_header'] },
  table_cell: cell,
  table_header: cell,
  text: { holds: [] },
  hard_break: { holds: [] },
  /** `alt` is empty for one that only decorates, null where nobody has said what it shows. */
  picture: {
    holds: [],
    attrs: { cid: (value) => typeof value === 'string' && pictureId.test(value), alt: orNull(isDescription) },
  },
}

const markKinds: Readonly<Record<MarkName, Readonly<Record<string, Check>>>> = {
  link: { href: isLinkAddress },
  strong: {},
  em: {},
  strike: {},
  superscript: {},
  subscript: {},
  code: {},
  language: { lang: isLanguageTag, dir },
}

/** Whether a value from anywhere is a document as described here, and neither too deep nor too large. */
export function isRichDocument(value: unknown): value is RichDocument {
  const left = { nodes: most.nodes, characters: most.characters }
  return isNode(value, ['doc'], 0, left)
}

function isNode(
  value: unknown,
  allowed: readonly NodeName[],
  depth: number,
  left: { nodes: number; characters: number },
): boolean {
  left.nodes -= 1
  if (depth > most.depth || left.nodes < 0 || !isRecord(value)) return false
  const type = value['type'] as NodeName
  if (!allowed.includes(type) || !hasOnly(value, ['type', 'attrs', 'content', 'marks', 'text'])) return false
  const { holds, least = 0, attrs = {} } = kinds[type]
  if (!fits(value['attrs'], attrs) || !areMarks(value['marks'], type)) return false
  if (type === 'text') {
    const { text, content } = value
    if (typeof text !== 'string' || text === '' || content !== undefined) return false
    left.characters -= text.length
    return left.characters >= 0
  }
  const content = value['content'] ?? []
  if (!Array.isArray(content) || content.length < least || value['text'] !== undefined) return false
  return content.every((child) => isNode(child, holds, depth + 1, left))
}

function areMarks(value: unknown, type: NodeName): boolean {
  if (value === undefined) return true
  if (!Array.isArray(value) || value.length > 8 || !inline.includes(type as (typeof inline)[number])) return false
  return value.every(
    (mark) =>
      isRecord(mark) &&
      hasOnly(mark, ['type', 'attrs']) &&
      typeof mark['type'] === 'string' &&
      Object.hasOwn(markKinds, mark['type']) &&
      fits(mark['attrs'], markKinds[mark['type'] as MarkName]),
  )
}

function fits(value: unknown, checks: Readonly<Record<string, Check>>): boolean {
  const names = Object.keys(checks)
  if (names.length === 0) return value === undefined || (isRecord(value) && hasOnly(value, []))
  return isRecord(value) && hasOnly(value, names) && names.every((name) => checks[name]?.(value[name]))
}

function hasOnly(record: Record<string, unknown>, names: readonly string[]): boolean {
  return Object.keys(record).every((name) => names.includes(name))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
