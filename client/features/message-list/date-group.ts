import { daysAgo } from '#client/i18n/formats.ts'
import { localeTag, t } from '#client/i18n/i18n.ts'

/** The heading a message stands under: by day for a week, then by month. Only for the eye; each row says its own date. */
export function dateGroup(receivedAtMs: number, now = new Date()): { id: string; label: string } {
  const date = new Date(receivedAtMs)
  const days = daysAgo(date, now)
  if (days <= 0) return { id: 'today', label: t('message-list.today') }
  if (days === 1) return { id: 'yesterday', label: t('message-list.yesterday') }
  const sinceMonday = (now.getDay() + 6) % 7
  if (days <= sinceMonday) return { id: 'this-week', label: t('message-list.thisWeek') }
  if (days <= sinceMonday + 7) return { id: 'last-week', label: t('message-list.lastWeek') }
  const isThisYear = date.getFullYear() === now.getFullYear()
  const format: Intl.DateTimeFormatOptions = isThisYear ? { month: 'long' } : { month: 'long', year: 'numeric' }
  const label = new Intl.DateTimeFormat(localeTag.value, format).format(date)
  return {
    id: `${date.getFullYear()}-${date.getMonth() + 1}`,
    label: label.charAt(0).toLocaleUpperCase() + label.slice(1),
  }
}
