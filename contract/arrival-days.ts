import * as z from 'zod/mini'
import { isZone } from './absence-times.ts'

/** As "2026-03-14". */
const day = z.string().check(z.regex(/^(?:19|20|21)\d{2}-\d{2}-\d{2}$/), z.refine(isReal))

/** From one day until another, both of them included, by the clock of one place; null for no bound. */
export const dayStretch = z
  .strictObject({
    fromDay: z.nullable(day),
    untilDay: z.nullable(day),
    /** A name of the IANA: "Europe/Madrid". */
    zone: z.string().check(z.maxLength(64), z.refine(isZone)),
  })
  .check(
    z.refine(({ fromDay, untilDay }) => fromDay !== null || untilDay !== null, { path: ['fromDay'] }),
    z.refine(({ fromDay, untilDay }) => fromDay === null || untilDay === null || fromDay <= untilDay, {
      path: ['untilDay'],
    }),
  )
export type DayStretch = z.infer<typeof dayStretch>

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** The moments between which a stretch lies, the first one included; endless where it has no bound. */
export function momentsOf({ fromDay, untilDay, zone }: DayStretch): { fromMs: number; untilMs: number } {
  return {
    fromMs: fromDay === null ? -Infinity : beginOf(fromDay, zone),
    untilMs: untilDay === null ? Infinity : beginOf(isoDay(Date.parse(untilDay) + dayMs, 'UTC'), zone),
  }
}

/** The first minute of a day; midnight, unless clocks are put forward then. No zone is a whole day from UTC. */
function beginOf(wanted: string, zone: string): number {
  let [before, after] = [Date.parse(wanted) - dayMs, Date.parse(wanted) + dayMs]
  while (after - before > minuteMs) {
    const middle = before + Math.floor((after - before) / 2 / minuteMs) * minuteMs
    if (isoDay(middle, zone) >= wanted) after = middle
    else before = middle
  }
  return after
}

function isoDay(atMs: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' },
  } as const).formatToParts(atMs)
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

function isReal(text: string): boolean {
  const atMs = Date.parse(text)
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text)
}
