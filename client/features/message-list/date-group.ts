import { daysAgo, formatMonth } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'

interface DateGroup {
  readonly id: string
  /** Worked out when it is read: the first of each group is asked for it, and every row for the group. */
  readonly label: string
}

/** The heading a message stands under: by day for a week, then by month. Only for the eye; each row says its own date. */
export function dateGroup(receivedAtMs: number, now = new Date()): DateGroup {
  const date = new Date(receivedAtMs)
  const days = daysAgo(date, now)
  if (days <= 0) return group('today', () => t('message-list.today'))
  if (days === 1) return group('yesterday', () => t('message-list.yesterday'))
  const sinceMonday = (now.getDay() + 6) % 7
  if (days <= sinceMonday) return group('this-week', () => t('message-list.thisWeek'))
  if (days <= sinceMonday + 7) return group('last-week', () => t('message-list.lastWeek'))
  return group(`${date.getFullYear()}-${date.getMonth() + 1}`, () => {
    const month = formatMonth(date, now)
    return month.charAt(0).toLocaleUpperCase() + month.slice(1)
  })
}

function group(id: string, words: () => string): DateGroup {
  return {
    id,
    get label() {
      return words()
    },
  }
}
