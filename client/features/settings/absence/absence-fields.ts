import { formatDay } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { readSendDay, readSendTime } from '#client/mail/outbox/send-times.ts'
import { typedDateExamples } from '#client/mail/typed-date.ts'
import { type Absence, mostOfAbsence } from '#contract/absence.ts'

/** An absence as its form has it: days and times as they are typed. */
export interface AbsenceFields extends Omit<Absence, 'startsAtMs' | 'endsAtMs'> {
  startDay: string
  startTime: string
  endDay: string
  endTime: string
}

/** Where something can be wrong, in the order of the form. */
export const checkedFields = ['startDay', 'startTime', 'endDay', 'endTime', 'insideText', 'outsideText'] as const
export type CheckedField = (typeof checkedFields)[number]
export type FieldErrors = Partial<Record<CheckedField, string>>

/** One that has ended by itself is off, and its times are of no use any more. */
export function fieldsOf({ startsAtMs, endsAtMs, ...absence }: Absence, now = new Date()): AbsenceFields {
  const hasEnded = endsAtMs !== null && endsAtMs <= now.getTime()
  const [start, end] = hasEnded ? [null, null] : [startsAtMs, endsAtMs]
  return {
    ...absence,
    isOn: absence.isOn && !hasEnded,
    startDay: start === null ? '' : formatDay(start),
    startTime: start === null ? '0:00' : clock(start),
    endDay: end === null ? '' : formatDay(end),
    endTime: end === null ? '23:59' : clock(end),
  }
}

/** What the fields say, with a sentence for each that says nothing that can be. */
export function readFields(fields: AbsenceFields, now = new Date()): { absence: Absence; errors: FieldErrors } {
  const { startDay, startTime, endDay, endTime, ...rest } = fields
  const [start, end] = [readMoment(startDay, startTime, now), readMoment(endDay, endTime, now)]
  const absence = { ...rest, startsAtMs: start.atMs, endsAtMs: end.atMs }
  const errors: FieldErrors = fields.isOn
    ? { startDay: start.dayError, startTime: start.timeError, endDay: end.dayError, endTime: end.timeError }
    : {}
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
