import type { Recurrence } from '#contract/invitations.ts'
import { calendarTimeOf } from './calendar-time.ts'
import { lineOf, type ContentBlock } from '../content-lines.ts'
import { zoneNameOf } from './zones.ts'

const units: Readonly<Record<string, Recurrence['every']>> = {
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
}
const days = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const inWords = new Set(['freq', 'interval', 'count', 'until', 'byday', 'bymonthday', 'bymonth', 'wkst', 'bysetpos'])

/**
 * How an event recurs, by its rule alone: nothing is ever expanded. A rule finer than words of ours can say comes as `other`.
 */
export function recurrenceOf(event: ContentBlock, explained: ReadonlyMap<string, ContentBlock>): Recurrence | null {
  const rules = event.lines.filter(({ name }) => name === 'rrule')
  const extraDates = countDates(event, 'rdate')
  if (rules.length === 0 && extraDates === 0) return null
  const rule = (rules[0]?.values[0] ?? {}) as Record<string, unknown>
  const start = lineOf(event, 'dtstart')
  const read = readRule(rule)
  const isSaid = read !== null && rules.length === 1
  return {
    every: 'other',
    interval: 1,
    weekdays: [],
    monthDays: [],
    months: [],
    ...(isSaid ? read : {}),
    count: wholeNumber(rule['count']),
    until: calendarTimeOf(rule['until'], start ? zoneNameOf(start) : '', explained),
    extraDates,
    leftOutDates: countDates(event, 'exdate'),
  }
}

function readRule(
  rule: Record<string, unknown>,
): Pick<Recurrence, 'every' | 'interval' | 'weekdays' | 'monthDays' | 'months'> | null {
  const every = units[String(rule['freq'])]
  const places = listOf(rule['bysetpos'])
  const weekdays = listOf(rule['byday']).map(weekdayOf)
  const monthDays = listOf(rule['bymonthday']).map(Number)
  const months = listOf(rule['bymonth']).map(Number)
  if (!every || Object.keys(rule).some((name) => !inWords.has(name))) return null
  if (weekdays.some((weekday) => weekday === null) || weekdays.length > 7) return null
  if (monthDays.some((day) => !Number.isInteger(day) || Math.abs(day) > 31 || day === 0) || monthDays.length > 5)
    return null
  if (months.some((month) => !Number.isInteger(month) || month < 1 || month > 12)) return null
  const placed = placedDays(weekdays as Recurrence['weekdays'], places)
  if (!placed || (placed.length > 0 && monthDays.length > 0)) return null
  const hasNth = placed.some(({ nth }) => nth !== 0)
  const fits = every === 'week' ? !hasNth && monthDays.length === 0 && months.length === 0 : every !== 'day'
  if (!fits && (every === 'week' || placed.length > 0 || monthDays.length > 0 || months.length > 0)) return null
  return { every, interval: wholeNumber(rule['interval']) ?? 1, weekdays: placed, monthDays, months }
}

/** `BYDAY=MO;BYSETPOS=2` says the same as `BYDAY=2MO`; more than one day with a place is no matter for few words. */
function placedDays(weekdays: Recurrence['weekdays'], places: unknown[]): Recurrence['weekdays'] | null {
  if (places.length === 0) return weekdays
  const nth = Number(places[0])
  const [only, ...others] = weekdays
  if (places.length > 1 || !only || others.length > 0 || only.nth !== 0 || !Number.isInteger(nth)) return null
  return [{ day: only.day, nth }]
}

function weekdayOf(text: unknown): { day: number; nth: number } | null {
  const [all, nth = '0', day = ''] = /^([+-]?[1-5])?(SU|MO|TU|WE|TH|FR|SA)$/.exec(String(text)) ?? []
  return all === undefined ? null : { day: days.indexOf(day), nth: Number(nth) }
}

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])

function wholeNumber(value: unknown): number | null {
  const number = Number(value)
  return Number.isInteger(number) && number > 0 && number < 1_000_000 ? number : null
}

const countDates = ({ lines }: ContentBlock, name: string) =>
  lines.reduce((sum, line) => sum + (line.name === name ? line.values.length : 0), 0)
