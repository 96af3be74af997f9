import { formatDay, formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { minutesText } from '#client/mail/absence/weekly-words.ts'
import { readSendDay, readSendTime } from '#client/mail/outbox/send-times.ts'
import { typedDateExamples } from '#client/mail/typed-date.ts'
import { type Absence, mostOfAbsence } from '#contract/absence.ts'
import { type WeeklyHours } from '#contract/absence-times.ts'
import { type ForwardingLimits, isTarget, targetFaults } from '#contract/forwarding.ts'

/** Hours of the week as they are typed. */
export interface WeekFields {
  weekdays: number[]
  weekFrom: string
  weekUntil: string
  /** Of the clock that the hours go by. */
  zone: string
}

/** An absence as its form has it: days and times as they are typed. */
export interface AbsenceFields extends Omit<Absence, 'startsAtMs' | 'endsAtMs' | 'weekly' | 'colleague'>, WeekFields {
  startDay: string
  startTime: string
  endDay: string
  endTime: string
  isWeekly: boolean
  colleague: string
}

/** What few people need. */
export const moreFields = ['weekdays', 'weekFrom', 'weekUntil', 'colleague'] as const
/** Where something can be wrong, in the order of the form. */
export const checkedFields = [
  ...(['startDay', 'startTime', 'endDay', 'endTime', 'insideText', 'outsideText'] as const),
  ...moreFields,
]
export type CheckedField = (typeof checkedFields)[number]
export type FieldErrors = Partial<Record<CheckedField, string>>

/** One that has ended by itself is off, and its times are of no use any more. */
export function fieldsOf(
  { startsAtMs, endsAtMs, weekly, colleague, ...absence }: Absence,
  now = new Date(),
): AbsenceFields {
  const hasEnded = endsAtMs !== null && endsAtMs <= now.getTime()
  const [start, end] = hasEnded ? [null, null] : [startsAtMs, endsAtMs]
  return {
    ...absence,
    isOn: absence.isOn && !hasEnded,
    startDay: start === null ? '' : formatDay(start),
    startTime: start === null ? '0:00' : clock(start),
    endDay: end === null ? '' : formatDay(end),
    endTime: end === null ? '23:59' : clock(end),
    ...weekFieldsOf(weekly),
    colleague: colleague ?? '',
  }
}

export function weekFieldsOf(weekly: WeeklyHours | null) {
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (weekly === null) return { isWeekly: false, weekdays: [], weekFrom: '', weekUntil: '', zone: ownZone }
  const { fromMinute, untilMinute, zone, weekdays } = weekly
  const isWholeDay = fromMinute === 0 && untilMinute === dayMinutes
  const times = isWholeDay ? ['', ''] : [fromMinute, untilMinute % dayMinutes].map(minutesText)
  return { isWeekly: true, weekdays: [...weekdays].sort(), weekFrom: times[0] ?? '', weekUntil: times[1] ?? '', zone }
}

/** Where copies may go; `owner`: to where whose mailbox it is has them go, which is not for somebody else to say. */
type Limits = ForwardingLimits | null | 'owner'

/** What the fields say, with a sentence for each that says nothing that can be. */
export function readFields(
  fields: AbsenceFields,
  limits: Limits,
  now = new Date(),
): { absence: Absence; errors: FieldErrors } {
  const { isOn, insideText, outside, outsideText, daysBetween, startDay, startTime, endDay, endTime } = fields
  const [start, end] = [readMoment(startDay, startTime, now), readMoment(endDay, endTime, now)]
  const week = fields.isWeekly ? readWeek(fields) : { weekly: null, errors: {} }
  const colleague = fields.colleague.trim()
  const absence = {
    ...{ isOn, insideText, outside, outsideText, daysBetween, startsAtMs: start.atMs, endsAtMs: end.atMs },
    ...{ weekly: week.weekly, colleague: isOn || isTarget(colleague) ? colleague || null : null },
  }
  const errors: FieldErrors = fields.isOn
    ? { startDay: start.dayError, startTime: start.timeError, endDay: end.dayError, endTime: end.timeError }
    : {}
  if (isOn) Object.assign(errors, week.errors, { colleague: colleagueError(colleague, limits) })
  if (fields.isOn && !end.dayError && !end.timeError) errors.endDay = endError(absence, now)
  errors.insideText = textError(fields.insideText, fields.isOn)
  errors.outsideText = textError(fields.outsideText, fields.isOn && fields.outside === 'other')
  return { absence, errors }
}

function endError({ startsAtMs, endsAtMs }: Absence, now: Date): string {
  if (endsAtMs === null) return ''
  if (startsAtMs !== null && endsAtMs <= startsAtMs) return t('absence.endFirst')
  return endsAtMs <= now.getTime() ? t('absence.endPast') : ''
}

function textError(text: string, isNeeded: boolean): string {
  if (text.length > mostOfAbsence.text) return t('absence.textLong', { count: mostOfAbsence.text })
  return isNeeded && text.trim() === '' ? t('absence.textMissing') : ''
}

function colleagueError(colleague: string, limits: Limits): string {
  if (colleague === '' || limits === 'owner') return ''
  if (limits === null) return t('absence-planning.colleagueOff')
  const [fault] = targetFaults([colleague], limits)
  return fault ? t(`forwarding.error.${fault}`, { domains: formatList(limits.insideDomains) }) : ''
}

/** The hours that the fields say, or what is wrong with which. */
export function readWeek({ weekdays, weekFrom, weekUntil, zone }: WeekFields): {
  weekly: WeeklyHours | null
  errors: Pick<FieldErrors, 'weekdays' | 'weekFrom' | 'weekUntil'>
} {
  const errors: FieldErrors = {}
  const isWholeDay = weekFrom.trim() === '' && weekUntil.trim() === ''
  const fromMinute = isWholeDay ? 0 : minutesIn(weekFrom)
  const untilMinute = isWholeDay ? dayMinutes : minutesIn(weekUntil)
  if (weekdays.length === 0) errors.weekdays = t('absence-planning.noDay')
  if (fromMinute === null) errors.weekFrom = timeError(weekFrom)
  if (untilMinute === null) errors.weekUntil = timeError(weekUntil)
  else if (untilMinute === fromMinute) errors.weekUntil = t('absence-planning.sameTime')
  if (Object.keys(errors).length > 0 || fromMinute === null || untilMinute === null) return { weekly: null, errors }
  return { weekly: { weekdays, fromMinute, untilMinute: untilMinute || dayMinutes, zone }, errors }
}

const timeError = (typed: string) => t(typed.trim() === '' ? 'absence-planning.bothTimes' : 'absence.noTime')

const dayMinutes = 24 * 60

/** Minutes since midnight, of a day on which no clock is changed; null for what is no time. */
function minutesIn(typed: string): number | null {
  const midnight = new Date(2026, 0, 15).getTime()
  const atMs = readSendTime(typed, midnight)
  return atMs === null ? null : (atMs - midnight) / 60_000
}

function readMoment(day: string, time: string, now: Date) {
  const nothing = { atMs: null, dayError: '', timeError: '' }
  if (day.trim() === '') return nothing
  const dayMs = readSendDay(day, now)
  const atMs = readSendTime(time, dayMs ?? now.getTime())
  const dayError = dayMs === null ? t('absence.noDate', typedDateExamples()) : ''
  const timeError = atMs === null ? t('absence.noTime') : ''
  return dayError || timeError ? { ...nothing, dayError, timeError } : { ...nothing, atMs }
}

function clock(ms: number): string {
  const date = new Date(ms)
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`
}
