import { formatDay } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type DayStretch } from '#contract/arrival-days.ts'

/** A day like "2026-03-14" as a moment of it here. */
export function dayOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date, 12).getTime()
}

/** Days inside a sentence. */
export function daysWords({ fromDay, untilDay, zone }: DayStretch): string {
  const [from, until] = [fromDay, untilDay].map((day) => (day === null ? '' : formatDay(dayOf(day))))
  if (untilDay === null) return t('filter-conditions.dates.from', { from: `${from}`, zone })
  if (fromDay === null) return t('filter-conditions.dates.until', { until: `${until}`, zone })
  if (fromDay === untilDay) return t('filter-conditions.dates.on', { day: `${from}`, zone })
  return t('filter-conditions.dates.both', { from: `${from}`, until: `${until}`, zone })
}
