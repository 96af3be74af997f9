import { t } from '#client/i18n/i18n.ts'
import { readTypedDate, typedDateExamples } from '#client/mail/typed-date.ts'

/** Moments in ms, both included, as they are asked for. */
export interface DaySpan {
  fromMs?: string
  untilMs?: string
}

export interface DayErrors {
  from?: string
  until?: string
}

/** What was typed as the first and the last day, or a month or year; what is left empty is no bound. */
export function readSpan({ from, until }: { from: string; until: string }): { span: DaySpan; errors: DayErrors } {
  const [first, last] = [from, until].map((typed) => (typed.trim() === '' ? undefined : readTypedDate(typed)))
  const noDate = t('activity.noDate', typedDateExamples())
  if (first === null || last === null)
    return { span: {}, errors: { ...(first === null && { from: noDate }), ...(last === null && { until: noDate }) } }
  if (first && last && last.endMs < first.startMs) return { span: {}, errors: { until: t('activity.untilFirst') } }
  return {
    span: {
      ...(first && { fromMs: `${Math.max(0, first.startMs)}` }),
      ...(last && { untilMs: `${Math.max(0, last.endMs)}` }),
    },
    errors: {},
  }
}
