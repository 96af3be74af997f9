import { introducedName, isIntroduction } from '#client/mail/received/introduction.ts'
import { bullet, columns, joinWrapped } from '#client/mail/received/unwrap.ts'

/** A plain text message as the structure its author had in mind. */
export type TextBlock =
  /** Words; a line break inside is one the author made. */
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; ordered: boolean; start: number; items: string[] }
  /** Columns or drawings that only make sense in a fixed width. */
  | { kind: 'fixed'; text: string }
  | { kind: 'rule' }
  /** What somebody wrote before; `lines` counts all lines in it, `by` is the name its introduction gives. */
  | { kind: 'quote'; by: string | null; lines: number; blocks: TextBlock[] }
  | { kind: 'signature'; text: string }

/** Deeper quotes are shown at this depth: 20,000 levels would break the page (security.md M5). */
const deepestQuote = 12

/**
 * Reads plain text: quote marks become levels, lines that were wrapped at a fixed width are joined again, bullets and numbers
 * become lists, a signature (after `-- `, RFC 3676 4.3) is set apart.
 */
export function readPlainText(text: string): TextBlock[] {
  return readBlocks(text.replaceAll(/\r\n?/g, '\n').split('\n'), 0)
}

function readBlocks(lines: readonly string[], depth: number): TextBlock[] {
  const blocks: TextBlock[] = []
  let position = 0
  while (position < lines.length) {
    const line = lines[position] ?? ''
    if (line.trim() === '') {
      position += 1
    } else if (line.startsWith('>')) {
      const end = endOfRun(lines, position, (next) => next.startsWith('>'))
      blocks.push(readQuote(lines.slice(position, end), blocks.at(-1), depth))
      position = end
    } else if (/^--\s?$/.test(line) && depth === 0) {
      const end = endOfRun(lines, position + 1, (next) => !next.startsWith('>') && !isIntroduction(next))
      blocks.push({ kind: 'signature', text: trimLines(lines.slice(position + 1, end)) })
      position = end
    } else {
      const end = endOfRun(
        lines,
        position,
        (next) => next.trim() !== '' && !next.startsWith('>') && !/^--\s?$/.test(next),
      )
      blocks.push(...readRun(lines.slice(position, Math.max(end, position + 1))))
      position = Math.max(end, position + 1)
    }
  }
  return blocks
}

function endOfRun(lines: readonly string[], start: number, belongs: (line: string) => boolean): number {
  let end = start
  while (end < lines.length && belongs(lines[end] ?? '')) end += 1
  return end
}

function readQuote(lines: readonly string[], before: TextBlock | undefined, depth: number): TextBlock {
  const mark = depth + 1 >= deepestQuote ? /^[>\s]+/ : /^> ?/
  const inner = lines.map((line) => line.replace(mark, ''))
  const by = before?.kind === 'paragraph' ? introducedName(before.text) : null
  return { kind: 'quote', by, lines: lines.length, blocks: readBlocks(inner, depth + 1) }
}

const ruleLine = /^\s*(?:[-_=*~#+]\s?){5,}\s*$/

/** One run of lines without an empty one between them. */
function readRun(lines: readonly string[]): TextBlock[] {
  const blocks: TextBlock[] = []
  let pending: string[] = []
  const flush = () => {
    if (pending.length > 0) blocks.push(readWords(pending))
    pending = []
  }
  for (let position = 0; position < lines.length; position += 1) {
    const line = lines[position] ?? ''
    if (ruleLine.test(line)) {
      flush()
      blocks.push({ kind: 'rule' })
    } else if (bullet.test(line)) {
      const end = endOfList(lines, position)
      const list = readList(lines.slice(position, end))
      if (list === null) pending.push(...lines.slice(position, end))
      else {
        flush()
        blocks.push(list)
      }
      position = end - 1
    } else pending.push(line)
  }
  flush()
  return blocks
}

/** Items and the lines indented below them. */
function endOfList(lines: readonly string[], start: number): number {
  let end = start + 1
  while (end < lines.length && (bullet.test(lines[end] ?? '') || /^\s{2,}\S/.test(lines[end] ?? ''))) end += 1
  return end
}

function readList(lines: readonly string[]): TextBlock | null {
  const items: string[] = []
  const marks: string[] = []
  for (const line of lines) {
    const mark = bullet.exec(line)
    if (mark === null) items.push(`${items.pop() ?? ''} ${line.trim()}`)
    else {
      marks.push(mark[1] ?? '')
      items.push(line.slice(mark[0].length).trim())
    }
  }
  const numbers = marks.map((mark) => Number.parseInt(mark, 10))
  if (numbers.every(Number.isNaN)) {
    // A lone dash often opens a sentence or a name; two make a list.
    return marks.length < 2 ? null : { kind: 'list', ordered: false, start: 1, items }
  }
  const start = numbers[0] ?? 1
  const countsUp = numbers.length > 1 && numbers.every((number, index) => number === start + index)
  return countsUp ? { kind: 'list', ordered: true, start, items } : null
}

function readWords(lines: readonly string[]): TextBlock {
  const aligned = lines.filter((line) => columns.test(line)).length
  if (lines.length > 1 && aligned >= lines.length / 2) return { kind: 'fixed', text: lines.join('\n').trimEnd() }
  return { kind: 'paragraph', text: joinWrapped(lines) }
}

function trimLines(lines: readonly string[]): string {
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|(?<!\n)\n+$/g, '')
}
