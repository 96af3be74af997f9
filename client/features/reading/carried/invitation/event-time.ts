import { localeTag, t } from '#client/i18n/i18n.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { type BriefEvent, type CalendarTime } from '#contract/invitations.ts'

/** The zone of the reader's own clock. */
const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/**
 * When something takes place, in a sentence: by the reader's own clock, and by that of its own zone where the two differ.
 * "Thursday, December 3, 2026, from 2:00 PM to 3:00 PM, Central European Standard Time. In Asia/Tokyo: …"
 */
export function whenInWords({ start, end }: Pick<BriefEvent, 'start' | 'end'>, reader = ownZone()): string {
  if (!start) return t('invitations.when.unknown')
  if (start.kind === 'day') return wholeDays(start, end)
  if (start.kind === 'local' || start.ms === null) return localTime(start, end)
  const own = span(new Date(start.ms), endMs(end), reader)
  const zone = zoneName(start.ms, reader)
  const sentences = [t('invitations.when.yours', { when: own, zone })]
  if (start.zone !== null && clockOf(start.ms, start.zone) !== clockOf(start.ms, reader)) {
    const there = span(new Date(start.ms), endMs(end), start.zone)
    sentences.push(t('invitations.when.theirs', { when: there, zone: start.zone.replaceAll('_', ' ') }))
  }
  return sentences.join(' ')
}

/** A day or moment alone: "December 3, 2026". */
export function dayInWords(time: CalendarTime, reader = ownZone()): string {
  const isMoment = time.kind === 'moment' && time.ms !== null
  return format(isMoment ? new Date(time.ms ?? 0) : asUtc(time), isMoment ? reader : 'UTC', { dateStyle: 'long' })
}

/** Month and day for the eye, as on a leaf of a calendar. */
export function leafOf(time: CalendarTime, reader = ownZone()): { month: string; day: string } {
  const isMoment = time.kind === 'moment' && time.ms !== null
  const [date, zone] = isMoment ? ([new Date(time.ms ?? 0), reader] as const) : ([asUtc(time), 'UTC'] as const)
  return { month: format(date, zone, { month: 'short' }), day: format(date, zone, { day: 'numeric' }) }
}

/** Whether all of it is over. */
export function isPast({ start, end }: Pick<BriefEvent, 'start' | 'end'>, now = Date.now()): boolean {
  const last = end ?? start
  if (!last) return false
  const dayMs = last.kind === 'day' ? 86_400_000 : 0
  return (last.ms ?? localMoment(last)) + dayMs < now
}

/** By the reader's clock. */
const localMoment = ({ local, kind }: CalendarTime) => new Date(kind === 'day' ? `${local}T00:00:00` : local).getTime()

function wholeDays(start: CalendarTime, end: CalendarTime | null): string {
  const first = longDay(asUtc(start), 'UTC')
  const last = end ? longDay(asUtc(end), 'UTC') : first
  return first === last ? t('invitations.when.day', { day: first }) : t('invitations.when.days', { first, last })
}

function localTime(start: CalendarTime, end: CalendarTime | null): string {
  const when = span(asUtc(start), end ? asUtc(end).getTime() : null, 'UTC')
  if (start.unknownZone === null) return t('invitations.when.local', { when })
  return t('invitations.when.unknownZone', { when, zone: plainLine(start.unknownZone) })
}

const asUtc = ({ local, kind }: CalendarTime) => new Date(kind === 'day' ? `${local}T00:00:00Z` : `${local}Z`)
const endMs = (end: CalendarTime | null) => end?.ms ?? null

function span(start: Date, endAtMs: number | null, timeZone: string): string {
  const day = longDay(start, timeZone)
  const from = clock(start, timeZone)
  if (endAtMs === null || endAtMs <= start.getTime()) return t('invitations.when.at', { day, from })
  const end = new Date(endAtMs)
  const to = clock(end, timeZone)
  const lastDay = longDay(end, timeZone)
  if (lastDay === day) return t('invitations.when.fromTo', { day, from, to })
  return t('invitations.when.over', { day, from, lastDay, to })
}

const longDay = (date: Date, timeZone: string) => format(date, timeZone, { dateStyle: 'full' })
const clock = (date: Date, timeZone: string) => format(date, timeZone, { timeStyle: 'short' })
const clockOf = (ms: number, timeZone: string) =>
  new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(ms)

function format(date: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(localeTag.value, { timeZone, ...options }).format(date)
}

function zoneName(ms: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(localeTag.value, { timeZone, timeZoneName: 'long' }).formatToParts(ms)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
