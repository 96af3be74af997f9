import { parameterOf, lineOf, textOf, type ContentBlock } from '../content-lines.ts'
import { zoneOfWindows } from './windows-zones.ts'

/** Says how far a zone's clocks are ahead of UTC, in milliseconds, when its clocks show this (as if it were UTC). */
export interface Zone {
  /** The IANA name, or null for a zone that only its file knows. */
  name: string | null
  offsetMs(wallMs: number): number
}

/**
 * The zone a calendar means by a name: an IANA name (also as the end of a longer one), a Windows name, or one that the file
 * itself explains. Known names go before the file's own rules, which are often wrong. Null for one that nobody knows.
 */
export function findZone(name: string, explained: ReadonlyMap<string, ContentBlock>): Zone | null {
  const trimmed = name.trim().replace(/^"|"$/g, '')
  const last = /(?<![A-Za-z_])[A-Za-z_]+\/[\w+-]+(?:\/[\w+-]+)?$/.exec(trimmed)?.[0]
  const known = [trimmed, zoneOfWindows(trimmed), last].find((each) => each !== undefined && isIana(each))
  if (known !== undefined) return ianaZone(known)
  const own = explained.get(name)
  return own ? explainedZone(own) : null
}

function isIana(name: string): boolean {
  // A bare offset is a zone for `Intl`, yet here it would be a name that says something else (POSIX turns the sign).
  if (!/^(?:[A-Za-z_]+(?:\/[\w+-]+){1,2}|UTC|GMT)$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function ianaZone(name: string): Zone {
  return {
    name,
    offsetMs(wallMs) {
      // Of the two readings of an hour that comes twice the first is taken; one that never comes is read after the gap.
      const before = offsetAt(name, wallMs - 86_400_000)
      const after = offsetAt(name, wallMs + 86_400_000)
      return [before, after].find((offset) => offsetAt(name, wallMs - offset) === offset) ?? before
    },
  }
}

function offsetAt(name: string, ms: number): number {
  return wallOf(ms, name) - Math.floor(ms / 1000) * 1000
}

/** What the clocks of a zone show at a moment, as milliseconds as if it were UTC. */
export function wallOf(ms: number, name: string): number {
  let format = formats.get(name)
  if (!format) {
    const numbers = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
    format = new Intl.DateTimeFormat('en', {
      ...numbers,
      second: 'numeric',
      hourCycle: 'h23',
      calendar: 'gregory',
      timeZone: name,
    })
    if (formats.size > 100) formats.clear()
    formats.set(name, format)
  }
  const of = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
  const at = (type: Intl.DateTimeFormatPartTypes) => of.get(type) ?? 0
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'))
}

interface Observance {
  beginsMs: number
  offsetMs: number
  /** Each year on this weekday of this month; null for one that began once. */
  yearly: { month: number; nth: number; day: number } | null
}

/** A VTIMEZONE (RFC 5545, 3.6.5): the observance that began last counts. Only the usual yearly rules are understood. */
function explainedZone(block: ContentBlock): Zone | null {
  const observances = block.blocks.flatMap((each) => observanceOf(each) ?? []).slice(0, 50)
  if (observances.length === 0) return null
  return {
    name: null,
    offsetMs(wallMs) {
      const year = new Date(wallMs).getUTCFullYear()
      let latest: { at: number; offsetMs: number } | null = null
      for (const observance of observances) {
        for (const at of onsets(observance, year)) {
          if (at <= wallMs && (latest === null || at > latest.at)) latest = { at, offsetMs: observance.offsetMs }
        }
      }
      return (latest ?? (observances[0] as Observance)).offsetMs
    },
  }
}

function observanceOf(block: ContentBlock): Observance | null {
  const offset = /^([+-])(\d\d):?(\d\d)/.exec(textOf(lineOf(block, 'tzoffsetto')))
  const beginsMs = Date.parse(`${textOf(lineOf(block, 'dtstart')).replace('Z', '')}Z`)
  if (!offset || Number.isNaN(beginsMs)) return null
  const [, sign, hours, minutes] = offset
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000
  return { beginsMs, offsetMs: sign === '-' ? -size : size, yearly: yearlyOf(block) }
}

function yearlyOf(block: ContentBlock): Observance['yearly'] {
  const rule = lineOf(block, 'rrule')?.values[0] as Record<string, string | number | undefined> | undefined
  const [, nth = '1', day = ''] = /^([+-]?\d)?(SU|MO|TU|WE|TH|FR|SA)$/.exec(String(rule?.['byday'] ?? '')) ?? []
  const month = Number(rule?.['bymonth'])
  if (rule?.['freq'] !== 'YEARLY' || day === '' || !(month >= 1 && month <= 12)) return null
  return { month, nth: Number(nth), day: ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'].indexOf(day) }
}

function onsets({ beginsMs, yearly }: Observance, year: number): number[] {
  if (!yearly) return [beginsMs]
  const timeOfDay = ((beginsMs % 86_400_000) + 86_400_000) % 86_400_000
  return [year - 1, year]
    .map((each) => nthWeekday(each, yearly) + timeOfDay)
    .filter((at) => at >= beginsMs)
    .concat(beginsMs)
}

function nthWeekday(year: number, { month, nth, day }: NonNullable<Observance['yearly']>): number {
  const dayMs = 86_400_000
  if (nth > 0) {
    const first = Date.UTC(year, month - 1, 1)
    return first + (((day - new Date(first).getUTCDay() + 7) % 7) + (nth - 1) * 7) * dayMs
  }
  const last = Date.UTC(year, month, 0)
  return last - (((new Date(last).getUTCDay() - day + 7) % 7) + (-nth - 1) * 7) * dayMs
}

/** The zones that a calendar explains, by their names. */
export function explainedZones(calendar: ContentBlock): Map<string, ContentBlock> {
  const found = new Map<string, ContentBlock>()
  for (const block of calendar.blocks) {
    const line = lineOf(block, 'tzid')
    if (block.name === 'vtimezone' && line) found.set(textOf(line), block)
  }
  return found
}

export const zoneNameOf = (line: Parameters<typeof parameterOf>[0]): string => parameterOf(line, 'tzid')
