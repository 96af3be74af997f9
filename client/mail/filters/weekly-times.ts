import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { minutesText, weekdayName, weekdays } from '#client/mail/absence/weekly-words.ts'
import { type WeeklyHours } from '#contract/absence-times.ts'

/** Hours of the week inside a sentence. */
export function weeklyTimes({ weekdays: days, fromMinute, untilMinute, zone }: WeeklyHours): string {
  const names = formatList(weekdays.filter((day) => days.includes(day)).map(weekdayName))
  if (fromMinute === 0 && untilMinute === 1440) return t('filter-conditions.times.wholeDays', { days: names, zone })
  const hours = { days: names, zone, from: minutesText(fromMinute), until: minutesText(untilMinute) }
  return t(fromMinute < untilMinute ? 'filter-conditions.times.hours' : 'filter-conditions.times.overnight', hours)
}
