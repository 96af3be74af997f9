import { localeTag } from '#client/i18n/i18n.ts'
import { readTypedDate } from '../typed-date.ts'

export interface SendTime {
  readonly id: 'inOneHour' | 'tomorrow' | 'monday'
  readonly atMs: number
}

const hourMs = 60 * 60_000
const yearMs = 365 * 24 * hourMs
const morningHour = 8

/** Times people often want, in their own time zone; Monday only where that is not tomorrow. */
export function sendTimes(now: Date): SendTime[] {
  const morningIn = (days: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morningHour).getTime()
  const daysToMonday = (8 - now.getDay()) % 7 || 7
  return [
    { id: 'inOneHour', atMs: now.getTime() + hourMs },
    { id: 'tomorrow', atMs: morningIn(1) },
    ...(daysToMonday > 1 ? [{ id: 'monday', atMs: morningIn(daysToMonday) } as const] : []),
  ]
}

/** A day as a person typed it, in ms; without a year it is the next such day. Null for what is no date. */
export function readSendDay(text: string, now = new Date()): number | null {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()
  const day = readTypedDate(text, now)
  if (!day || day.startMs >= today || /\d{4}/.test(text)) return day?.startMs ?? null
  return readTypedDate(text, new Date(now.getTime() + yearMs))?.startMs ?? null
}

/** A time as a person typed it ("8:15", "17.30", "5 pm", "0815") on the day that begins then. Null for what is no time. */
export function readSendTime(text: string, dayMs: number): number | null {
  const typed = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(?:([ap])\.?\s?m\.?|h)?$/i.exec(text.trim())
  if (!typed) return null
  const [, hours, minutes = '0', half] = typed
  const asTyped = Number(hours)
  const hour = half ? (asTyped % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : asTyped
  if (hour > 23 || Number(minutes) > 59 || (half !== undefined && (asTyped < 1 || asTyped > 12))) return null
  const day = new Date(dayMs)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, Number(minutes)).getTime()
}

/** What the clock of the person goes by at that moment: "Central European Summer Time". */
export function zoneName(date: Date): string {
  const parts = new Intl.DateTimeFormat(localeTag.value, { timeZoneName: 'long' }).formatToParts(date)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
}
