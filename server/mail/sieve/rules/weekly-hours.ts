import { type DayStretch, momentsOf } from '#contract/arrival-days.ts'
import type { WeeklyHours } from '#contract/absence-times.ts'
import type { WrittenTest } from '../language/index.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
/** Rules that answer are written anew whenever their person looks at them; that may not be for long. */
const yearsAhead = 5

/** A moment as text that can be compared, without the zone at its end, whichever way the server writes that one. */
export function nowIs(relation: 'ge' | 'lt', atMs: number): WrittenTest {
  const moment = new Date(atMs).toISOString().slice(0, 19)
  return { name: 'currentdate', tags: { zone: '+0000', value: relation }, values: ['iso8601', moment] }
}

export function withinDays(days: DayStretch): WrittenTest {
  const { fromMs, untilMs } = momentsOf(days)
  const tests = [
    ...(fromMs === -Infinity ? [] : [nowIs('ge', fromMs)]),
    ...(untilMs === Infinity ? [] : [nowIs('lt', untilMs)]),
  ]
  return { name: 'allof', tests }
}

/**
 * True within the hours. Sieve knows no zones but distances from UTC (RFC 5260, 4.1), so each stretch of time between two changes
 * of the clock has a test of its own. They begin with the year, so that the same rules are the same script all year long.
 */
export function withinHours(hours: WeeklyHours, now: Date): WrittenTest {
  const firstMs = Date.UTC(now.getUTCFullYear(), 0, 1)
  const stretches = stretchesOf(hours.zone, firstMs, firstMs + yearsAhead * 366 * dayMs)
  const tests = stretches.map(({ fromMs, offset }, index): WrittenTest => {
    const untilMs = stretches[index + 1]?.fromMs
    const bounds = [...(index === 0 ? [] : [nowIs('ge', fromMs)]), ...(untilMs ? [nowIs('lt', untilMs)] : [])]
    const within = clockTest(hours, offset)
    return bounds.length === 0 ? within : { name: 'allof', tests: [...bounds, within] }
  })
  return tests.length === 1 && tests[0] ? tests[0] : { name: 'anyof', tests }
}

function clockTest({ weekdays, fromMinute, untilMinute }: WeeklyHours, offset: number): WrittenTest {
  const zone = `${offset < 0 ? '-' : '+'}${clock(Math.abs(offset)).replace(':', '')}`
  const time = (relation: 'ge' | 'lt', minute: number): WrittenTest => ({
    ...{ name: 'currentdate', tags: { zone, value: relation }, values: ['time', `${clock(minute)}:00`] },
  })
  const on = (days: readonly number[]): WrittenTest => ({
    ...{ name: 'currentdate', tags: { zone, is: true } },
    values: ['weekday', [...days].sort().map(String)],
  })
  const begun = fromMinute === 0 ? [] : [time('ge', fromMinute)]
  if (fromMinute < untilMinute) {
    const ended = untilMinute === dayMs / minuteMs ? [] : [time('lt', untilMinute)]
    return { name: 'allof', tests: [on(weekdays), ...begun, ...ended] }
  }
  const nextDays = weekdays.map((day) => (day + 1) % 7)
  const tests = [
    { name: 'allof', tests: [on(weekdays), ...begun] },
    { name: 'allof', tests: [on(nextDays), time('lt', untilMinute)] },
  ]
  return { name: 'anyof', tests }
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** From when the clock of a zone is how many minutes ahead of UTC. */
function stretchesOf(zone: string, fromMs: number, untilMs: number): { fromMs: number; offset: number }[] {
  const offsetAt = offsetsIn(zone)
  const stretches = [{ fromMs, offset: offsetAt(fromMs) }]
  for (let atMs = fromMs; atMs < untilMs; atMs += dayMs) {
    const offset = offsetAt(atMs + dayMs)
    if (offset === stretches.at(-1)?.offset) continue
    let [before, after] = [atMs, atMs + dayMs]
    while (after - before > minuteMs) {
      const middle = before + Math.floor((after - before) / 2 / minuteMs) * minuteMs
      if (offsetAt(middle) === offset) after = middle
      else before = middle
    }
    stretches.push({ fromMs: after, offset })
  }
  return stretches
}

function offsetsIn(zone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  } as const)
  return (atMs) => {
    const parts = format.formatToParts(atMs)
    const part = (wanted: string) => Number(parts.find(({ type }) => type === wanted)?.value)
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
    return Math.round((shown - atMs) / minuteMs)
  }
}
