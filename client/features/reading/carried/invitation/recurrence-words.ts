import { formatList } from '#client/i18n/formats.ts'
import { localeTag, t } from '#client/i18n/i18n.ts'
import { type Recurrence } from '#contract/invitations.ts'
import { dayInWords } from './event-time.ts'

/** How an event recurs: "Every 2 weeks on Monday and Thursday, 10 times". */
export function recurrenceInWords(recurrence: Recurrence): string {
  const { every, interval, count, until, extraDates, leftOutDates } = recurrence
  const isRule = every !== 'other'
  const rule = isRule
    ? [t(`invitations.every.${every}`, { count: interval }), ...daysOf(recurrence)].join(' ')
    : t('invitations.every.other')
  return [
    rule,
    count === null ? '' : t('invitations.times', { count }),
    until === null ? '' : t('invitations.until', { day: dayInWords(until) }),
    extraDates === 0 ? '' : t('invitations.extraDates', { count: extraDates }),
    leftOutDates === 0 ? '' : t('invitations.leftOutDates', { count: leftOutDates }),
  ]
    .filter(Boolean)
    .join(t('reading.comma'))
}

function daysOf({ weekdays, monthDays, months }: Recurrence): string[] {
  const days = weekdays.map(({ day, nth }) => {
    const place = nth < 0 ? `last${-nth}` : nth
    return nth === 0 ? weekday(day) : t('invitations.nthDay', { nth: t(`invitations.nth.${place}`), day: weekday(day) })
  })
  const numbers = monthDays.map((day) => (day < 0 ? t(`invitations.monthEnd`, { count: -day }) : String(day)))
  return [
    days.length === 0 ? '' : t('invitations.onDays', { days: formatList(days) }),
    numbers.length === 0 ? '' : t('invitations.onMonthDays', { days: formatList(numbers) }),
    months.length === 0 ? '' : t('invitations.inMonths', { months: formatList(months.map(month)) }),
  ].filter(Boolean)
}

const named = (options: Intl.DateTimeFormatOptions, date: Date) =>
  new Intl.DateTimeFormat(localeTag.value, { timeZone: 'UTC', ...options }).format(date)

/** 4 January 1970 was a Sunday. */
const weekday = (day: number) => named({ weekday: 'long' }, new Date(Date.UTC(1970, 0, 4 + day)))
const month = (number: number) => named({ month: 'long' }, new Date(Date.UTC(1970, number - 1, 1)))
