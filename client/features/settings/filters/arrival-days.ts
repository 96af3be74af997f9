import { formatDay } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { dayOf } from '#client/mail/filters/arrival-days.ts'
import { readSendDay } from '#client/mail/outbox/send-times.ts'
import { typedDateExamples } from '#client/mail/typed-date.ts'
import { type DayStretch } from '#contract/arrival-days.ts'

/** Two days as they are typed, and whose clock they go by. */
export interface DayFields {
  fromDay: string
  untilDay: string
  zone: string
}

export const dayFieldsOf = ({ fromDay, untilDay, zone }: DayStretch): DayFields => ({
  ...{ fromDay: shown(fromDay), untilDay: shown(untilDay), zone },
})

/** The days that the fields say, or what is wrong with which. */
export function readDays(
  fields: DayFields,
  now = new Date(),
): { days: DayStretch; errors: { fromDay?: string; untilDay?: string } } {
  const [fromDay, untilDay] = [readDay(fields.fromDay, now), readDay(fields.untilDay, now)]
  const errors: ReturnType<typeof readDays>['errors'] = {}
  if (fromDay === undefined) errors.fromDay = t('filter-conditions.noDate', typedDateExamples())
  if (untilDay === undefined) errors.untilDay = t('filter-conditions.noDate', typedDateExamples())
  if (fromDay === null && untilDay === null) errors.fromDay = t('filter-conditions.noDays')
  if (fromDay && untilDay && untilDay < fromDay) errors.untilDay = t('filter-conditions.untilFirst')
  return { days: { fromDay: fromDay ?? null, untilDay: untilDay ?? null, zone: fields.zone }, errors }
}

const shown = (day: string | null) => (day === null ? '' : formatDay(dayOf(day)))

/** Null for none, undefined for what is no day. */
function readDay(typed: string, now: Date): string | null | undefined {
  if (typed.trim() === '') return null
  const atMs = readSendDay(typed, now)
  if (atMs === null) return undefined
  const day = new Date(atMs)
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
