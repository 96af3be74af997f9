import ICAL from 'ical.js'

/*
 * Calendars and contact cards are lines of `NAME;PARAMETER=VALUE:VALUE` between BEGIN and END (RFC 5545, 3.1; RFC 6350, 3.2).
 * They are taken line by line, so that one that is broken costs itself alone, and within bounds, so that no file takes long.
 */

export interface ContentLine {
  /** In lower case. */
  name: string
  parameters: Readonly<Record<string, string | string[]>>
  type: string
  values: readonly unknown[]
}

export interface ContentBlock {
  /** In lower case: `vevent`. */
  name: string
  lines: ContentLine[]
  blocks: ContentBlock[]
}

export interface ContentBlocks {
  blocks: ContentBlock[]
  /** There is more in it than was read, or not all of it could be. */
  cut: boolean
}

export interface Wanted {
  kind: 'calendar' | 'card'
  /** Names in lower case; other lines are passed over. */
  lines: ReadonlySet<string>
  mostBlocks: number
  /** What is longer is cut. */
  longestLine?: number
}

const mostLines = 5_000
const deepest = 4

const designs = { calendar: ICAL.design.icalendar, card: ICAL.design.vcard3 }

/** Reads what is wanted of a file; never throws. An END that is missing is taken as read. */
export function readBlocks(text: string, asked: Wanted): ContentBlocks {
  const { kind, lines: wanted, mostBlocks, longestLine = 16_000 } = asked
  const root: ContentBlock = { name: '', lines: [], blocks: [] }
  const open = [root]
  let count = 0
  let blockCount = 0
  let skipping = 0
  let cut = false
  for (const line of unfold(text)) {
    const [, edge, name = ''] = /^(BEGIN|END):\s*([\w-]{1,40})\s*$/i.exec(line) ?? []
    if (edge?.toUpperCase() === 'BEGIN') {
      const isTooMuch = skipping > 0 || open.length > deepest || blockCount >= mostBlocks
      if (isTooMuch) {
        skipping += 1
        cut = true
        continue
      }
      const block: ContentBlock = { name: name.toLowerCase(), lines: [], blocks: [] }
      blockCount += 1
      open.at(-1)?.blocks.push(block)
      open.push(block)
    } else if (edge) {
      if (skipping > 0) skipping -= 1
      else if (open.length > 1) open.pop()
    } else if (skipping === 0 && wanted.has(nameOf(line))) {
      count += 1
      const read = count > mostLines ? null : readLine(line.slice(0, longestLine), kind)
      if (read) open.at(-1)?.lines.push(read)
      cut ||= read === null || line.length > longestLine
    }
  }
  return { blocks: root.blocks, cut: cut || open.length > 1 }
}

function unfold(text: string): string[] {
  return text.replace(/\r?\n[ \t]/g, '').split(/\r\n|\n|\r/)
}

/** `item1.EMAIL` is an EMAIL of a group (RFC 6350, 3.3). */
function nameOf(line: string): string {
  return /^(?:[\w-]{1,40}\.)?([\w-]{1,40})[;:]/.exec(line)?.[1]?.toLowerCase() ?? ''
}

function readLine(line: string, kind: Wanted['kind']): ContentLine | null {
  try {
    const property = ICAL.Property.fromString(line.replace(/^[\w-]{1,40}\.(?=[\w-]+[;:])/, ''), designs[kind])
    const [name, parameters, type, ...values] = property.jCal as [
      string,
      ContentLine['parameters'],
      string,
      ...unknown[],
    ]
    return { name, parameters, type, values }
  } catch {
    return null
  }
}

/** The first line of this name. */
export function lineOf(block: ContentBlock, name: string): ContentLine | undefined {
  return block.lines.find((line) => line.name === name)
}

/** What a line says as text, at most so long; empty where there is none. */
export function textOf(line: ContentLine | undefined, longest = 500): string {
  const value = line?.values[0]
  const text = Array.isArray(value) ? value.flat().join(' ') : typeof value === 'string' ? value : ''
  return text.slice(0, longest).toWellFormed().trim()
}

/** A parameter's value, the first where it has several. */
export function parameterOf(line: ContentLine, name: string): string {
  const value = line.parameters[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** The address of `mailto:`, or nothing. */
export function mailAddressOf(line: ContentLine): string {
  const address = /^mailto:(.+)$/is.exec(textOf(line, 320))?.[1] ?? ''
  try {
    return decodeURIComponent(address).trim()
  } catch {
    return address.trim()
  }
}
