import { computed } from 'vue'
import { t } from '#client/i18n/i18n.ts'
import { folded } from '#client/mail/match-text.ts'

/** Parts with a text after a colon, by their English names, in the order they are written in. */
export const fields = ['from', 'to', 'subject', 'in', 'after', 'before', 'label', 'larger'] as const
export type Field = (typeof fields)[number]

/** Parts that are there or not, with what is written for them in English. */
export const switches = {
  hasAttachment: 'has:attachment',
  unread: 'is:unread',
  flagged: 'is:flagged',
  mine: 'assigned:me',
  nobodys: 'assigned:nobody',
  done: 'is:done',
  toDo: 'is:not-done',
} as const
/** Those that make sense where several people work in one mailbox. */
export const ofTeams: readonly Switch[] = ['mine', 'nobodys', 'done', 'toDo']
export type Switch = keyof typeof switches

/** A search taken apart, still as the person wrote it: dates and names of folders are not looked up yet. */
export type QueryParts = { words: string[] } & Record<Field, string> & Record<Switch, boolean>

/** A piece that cannot stand as it does: nothing after the colon, there twice, or not one of the known ones. */
export interface PieceFault {
  readonly piece: string
  readonly code: 'empty' | 'twice' | 'unknown'
}

/** A piece of the text with its place, for suggesting how to go on with it. */
export interface Piece {
  readonly start: number
  readonly end: number
  /** What it narrows by; null for a word, a switch or what begins like one. */
  readonly field: Field | null
  /** Without name, colon and quotes. */
  readonly value: string
}

export function emptyParts(): QueryParts {
  const texts = Object.fromEntries(fields.map((field) => [field, ''])) as Record<Field, string>
  const marks = Object.fromEntries(Object.keys(switches).map((name) => [name, false])) as Record<Switch, boolean>
  return { words: [], ...texts, ...marks }
}

/** What is written for a part in the language on the screen: "from:", "is:unread". */
export const fieldName = (field: Field) => `${t(`search.operator.${field}`)}:`
export const switchName = (name: Switch) => switchWords('operator', name)

/** Words about a switch; those of teams are no part of the first screen's catalogue. */
export const switchWords = (kind: 'operator' | 'meaning' | 'field', name: Switch): string =>
  ofTeams.includes(name) ? t(`team-search.${kind}.${name}`) : t(`search.${kind}.${name}`)

/**
 * Takes a search apart. Names of parts are understood in the language on the screen and in English; what is no known name
 * is a word. A quotation mark that is never closed reaches to the end.
 */
export function readQueryText(text: string): { parts: QueryParts; faults: PieceFault[] } {
  const parts = emptyParts()
  const faults: PieceFault[] = []
  for (const { field, value, start, end } of piecesOf(text)) {
    const mark = field === null ? switchOf(text.slice(start, end)) : null
    if (mark === 'unknown') faults.push({ piece: text.slice(start, end), code: 'unknown' })
    else if (mark) parts[mark] = true
    else if (field === null) parts.words.push(value)
    else if (value === '') faults.push({ piece: fieldName(field), code: 'empty' })
    else if (parts[field] !== '') faults.push({ piece: fieldName(field), code: 'twice' })
    else parts[field] = value
  }
  parts.words = parts.words.filter(Boolean)
  return { parts, faults }
}

/** The text for a search: what `readQueryText` takes apart into the same parts. */
export function writeQueryText(parts: QueryParts): string {
  const texts = fields
    .filter((field) => parts[field].trim() !== '')
    .map((field) => fieldName(field) + quoted(parts[field]))
  const marks = (Object.keys(switches) as Switch[]).filter((name) => parts[name]).map(switchName)
  return [...parts.words.filter((word) => word.trim() !== '').map(writtenWord), ...texts, ...marks].join(' ')
}

/** The piece that the caret stands in or right behind, if any. */
export function pieceAt(text: string, caret: number): Piece | undefined {
  return piecesOf(text).find(({ start, end }) => start <= caret && caret <= end)
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0
    if (at >= text.length) return pieces
    const piece = readPiece(text, at)
    pieces.push(piece)
    at = piece.end
  }
}

function readPiece(text: string, start: number): Piece {
  const name = /^[^\s":]+:/.exec(text.slice(start))?.[0]
  const field = name === undefined ? null : fieldOf(name)
  const from = field === null || name === undefined ? start : valueStart(text, start + name.length)
  if (text[from] === '"') {
    const close = text.indexOf('"', from + 1)
    const end = close === -1 ? text.length : close + 1
    return { start, end, field, value: text.slice(from + 1, close === -1 ? end : close).trim() }
  }
  const end = from + (/^\S*/.exec(text.slice(from))?.[0].length ?? 0)
  return { start, end, field, value: text.slice(from, end).replace(/^"+|(?<!")"+$/g, '') }
}

/** "from: ann" is meant like "from:ann", but in "from: subject:x" there is nothing after the first colon. */
function valueStart(text: string, afterColon: number): number {
  const next = /^[^\S\n]+(?=\S)/.exec(text.slice(afterColon))?.[0].length ?? 0
  const name = /^[^\s":]+:/.exec(text.slice(afterColon + next))?.[0]
  const isPart = name !== undefined && (fieldOf(name) !== null || known.value.heads.has(folded(name)))
  return isPart ? afterColon : afterColon + next
}

/** Every spelling that is understood: in the language on the screen, and in English. */
const known = computed(() => {
  const names = Object.keys(switches) as Switch[]
  const spelt = names.flatMap((name) => [[switches[name], name] as const, [folded(switchName(name)), name] as const])
  return {
    fields: new Map<string, Field>(
      fields.flatMap((field) => [[`${field}:`, field] as const, [folded(fieldName(field)), field] as const]),
    ),
    switches: new Map<string, Switch>(spelt),
    /** What stands before and with the colon of a switch: "has:", "is:". */
    heads: new Set(spelt.map(([written]) => written.slice(0, written.indexOf(':') + 1))),
  }
})

const fieldOf = (name: string): Field | null => known.value.fields.get(folded(name)) ?? null

function switchOf(written: string): Switch | 'unknown' | null {
  const plain = folded(written)
  const isUnknown = known.value.heads.has(plain.slice(0, plain.indexOf(':') + 1))
  return known.value.switches.get(plain) ?? (isUnknown ? 'unknown' : null)
}

const inQuotes = (text: string) => `"${text.replaceAll('"', '').trim()}"`
const quoted = (value: string) => (/^"|\s/.test(value) ? inQuotes(value) : value)

function writtenWord(word: string): string {
  const readsAsWord = piecesOf(word).length === 1 && piecesOf(word)[0]?.field === null && switchOf(word) === null
  return readsAsWord && !/^"|\s/.test(word) ? word : inQuotes(word)
}
