import * as z from 'zod/mini'

const dayMinutes = 24 * 60
const weekMinutes = 7 * dayMinutes

/** Hours that come again each week, by the clock of one place. */
export const weeklyHours = z
  .strictObject({
    /** On which they begin; 0 for Sunday. */
    weekdays: z.array(z.int().check(z.minimum(0), z.maximum(6))).check(
      z.minLength(1),
      z.maxLength(7),
      z.refine((days) => new Set(days).size === days.length),
    ),
    /** Minutes since midnight. */
    fromMinute: z.int().check(z.minimum(0), z.maximum(dayMinutes - 1)),
    /** Where it is not after `fromMinute`, it is on the next day. */
    untilMinute: z.int().check(z.minimum(1), z.maximum(dayMinutes)),
    /** A name of the IANA: "Europe/Madrid". */
    zone: z.string().check(z.maxLength(64), z.refine(isZone)),
  })
  .check(z.refine(({ fromMinute, untilMinute }) => fromMinute !== untilMinute, { path: ['untilMinute'] }))
export type WeeklyHours = z.infer<typeof weeklyHours>

interface Times {
  startsAtMs: number | null
  endsAtMs: number | null
  weekly: WeeklyHours | null
}

/** Whether one that is on answers at that moment. */
export function answersAt({ startsAtMs, endsAtMs, weekly }: Times, atMs: number): boolean {
  if (atMs < (startsAtMs ?? -Infinity) || atMs >= (endsAtMs ?? Infinity)) return false
  return weekly === null || fallsIn(weekly, atMs)
}

/** From when one that is on answers next, at `atMs` or later; null for never again. */
export function answersFrom(times: Times, atMs: number): number | null {
  const earliestMs = Math.max(atMs, times.startsAtMs ?? atMs)
  if (answersAt(times, earliestMs)) return earliestMs
  if (times.weekly === null) return null
  const begins = beginAfter(times.weekly, earliestMs)
  return answersAt(times, begins) ? begins : null
}

function fallsIn({ weekdays, fromMinute, untilMinute, zone }: WeeklyHours, atMs: number): boolean {
  const now = minuteOfWeek(zone, atMs)
  const lasts = (untilMinute - fromMinute + dayMinutes) % dayMinutes || dayMinutes
  return weekdays.some((day) => (now - day * dayMinutes - fromMinute + 2 * weekMinutes) % weekMinutes < lasts)
}

/** When the hours begin next, after a moment at which they are not. */
function beginAfter({ weekdays, fromMinute, zone }: WeeklyHours, atMs: number): number {
  const now = minuteOfWeek(zone, atMs)
  const waits = weekdays.map((day) => (day * dayMinutes + fromMinute - now + weekMinutes) % weekMinutes)
  const wholeMs = Math.floor(atMs / 60_000) * 60_000
  const guessMs = wholeMs + Math.min(...waits) * 60_000
  // Clocks may be put forward or back in between.
  const offMinutes = (minuteOfWeek(zone, guessMs) - now - Math.min(...waits) + 2 * weekMinutes) % weekMinutes
  return guessMs - (offMinutes > weekMinutes / 2 ? offMinutes - weekMinutes : offMinutes) * 60_000
}

const weekdayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

function minuteOfWeek(zone: string, atMs: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  } as const).formatToParts(atMs)
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ''
  return weekdayNames.indexOf(part('weekday')) * dayMinutes + Number(part('hour')) * 60 + Number(part('minute'))
}

export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}
