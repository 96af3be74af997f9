import { formatList } from '#client/i18n/formats.ts'
import { localeTag, t } from '#client/i18n/i18n.ts'
import { type WeeklyHours } from '#contract/absence-times.ts'

/** From Monday on. */
export const weekdays = [1, 2, 3, 4, 5, 6, 0] as const

/** 0 is Sunday. */
export function weekdayName(day: number): string {
  const someSunday = Date.UTC(2026, 10, 1)
  const format = new Intl.DateTimeFormat(localeTag.value, { weekday: 'long', timeZone: 'UTC' })
  return format.format(someSunday + day * 86_400_000)
}

/** Minutes since midnight as they are typed: "17:30". */
export function minutesText(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** On which days, at which hours, by which clock. */
export function weeklyWords({ weekdays: days, fromMinute, untilMinute, zone }: WeeklyHours): string {
  const names = formatList(weekdays.filter((day) => days.includes(day)).map(weekdayName))
  if (fromMinute === 0 && untilMinute === 1440) return t('absence-planning.wholeDays', { days: names, zone })
  const hours = { days: names, zone, from: minutesText(fromMinute), until: minutesText(untilMinute) }
  return t(fromMinute < untilMinute ? 'absence-planning.hours' : 'absence-planning.overnight', hours)
}
