import { localeTag, t } from './i18n.ts'

const dayMs = 24 * 60 * 60 * 1000

type Maker<Format, Options> = new (locale: string, options: Options) => Format

/** Formatters are slow to make (about 50 µs) and rows need them by the hundred: each is made once for a language. */
function kept<Format, Options>(Maker: Maker<Format, Options>): (options: Options) => Format {
  const made = new Map<string, Format>()
  return (options) => {
    const key = localeTag.value + JSON.stringify(options)
    const format = made.get(key) ?? new Maker(localeTag.value, options)
    made.set(key, format)
    return format
  }
}

const dateFormat = kept<Intl.DateTimeFormat, Intl.DateTimeFormatOptions>(Intl.DateTimeFormat)
const numberFormat = kept<Intl.NumberFormat, Intl.NumberFormatOptions>(Intl.NumberFormat)
const listFormat = kept<Intl.ListFormat, Intl.ListFormatOptions>(Intl.ListFormat)

/** Whole days in the person's own time zone between two moments: 0 today, 1 yesterday, -1 tomorrow. */
export function daysAgo(date: Date, now: Date): number {
  const midnight = (moment: Date) => Date.UTC(moment.getFullYear(), moment.getMonth(), moment.getDate())
  return Math.round((midnight(now) - midnight(date)) / dayMs)
}

/** The time of day alone: "09:14". */
export const formatTime = (date: Date) => dateFormat({ timeStyle: 'short' }).format(date)

/** For a row in the list: "09:14" today, "Fri 17:41" within six days, "14 Nov" this year, "14 Nov 2024" before. */
export function shortDate(date: Date, now = new Date()): string {
  const days = daysAgo(date, now)
  if (days === 0) return formatTime(date)
  if (days > 0 && days < 7) return `${dateFormat({ weekday: 'short' }).format(date)} ${formatTime(date)}`
  const sameYear = date.getFullYear() === now.getFullYear()
  return dateFormat({ day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(date)
}

/** For speech and for sentences: "today 09:14", "yesterday 17:41", "Friday 17:41", "14 November 2024"; of what is to come always the time. */
export function spokenDate(date: Date, now = new Date()): string {
  const days = daysAgo(date, now)
  if (days === 0) return t('ui.todayAt', { time: formatTime(date) })
  if (days === 1) return t('ui.yesterdayAt', { time: formatTime(date) })
  if (Math.abs(days) < 7) return `${dateFormat({ weekday: 'long' }).format(date)} ${formatTime(date)}`
  const sameYear = date.getFullYear() === now.getFullYear()
  const day = dateFormat({ day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(date)
  return days < 0 ? `${day} ${formatTime(date)}` : day
}

/** The exact moment, for tooltips: "Friday, 14 November 2026 at 17:41". */
export function fullDate(date: Date): string {
  return dateFormat({ dateStyle: 'full', timeStyle: 'short' }).format(date)
}

/** A day alone: "November 14, 2026". */
export function formatDay(ms: number): string {
  return dateFormat({ dateStyle: 'long' }).format(new Date(ms))
}

/** A month alone: "November", or "November 2024" where it is of another year than now. */
export function formatMonth(date: Date, now = new Date()): string {
  const sameYear = date.getFullYear() === now.getFullYear()
  return dateFormat({ month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(date)
}

/** How long ago, for tooltips: "3 days ago", "in 2 hours". */
export function relativeDate(date: Date, now = new Date()): string {
  const seconds = (date.getTime() - now.getTime()) / 1000
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['year', 31_557_600],
    ['month', 2_629_800],
    ['week', 604_800],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ]
  const format = new Intl.RelativeTimeFormat(localeTag.value, { numeric: 'auto' })
  const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return format.format(Math.trunc(seconds / length), unit)
}

/** A number as the language writes it: "4,812". */
export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return numberFormat(options).format(value)
}

const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Bytes as a person says them, in steps of 1000: "812 bytes", "84 KB", "3.1 GB". */
export function formatSize(bytes: number): string {
  let value = bytes
  let step = 0
  while (value >= 999.5 && step < sizeUnits.length - 1) {
    value /= 1000
    step += 1
  }
  const unitDisplay = step === 0 ? 'long' : 'short'
  const maximumFractionDigits = step >= 2 && value < 10 ? 1 : 0
  const style = { style: 'unit', unit: sizeUnits[step] ?? 'byte', unitDisplay, maximumFractionDigits } as const
  return formatNumber(value, style).replace('kB', 'KB')
}

/** "Ann Lee, Bob Reyes and Cara Im". */
export function formatList(items: readonly string[]): string {
  return listFormat({ type: 'conjunction' }).format(items)
}

/** "Ann Lee, Bob Reyes and 3 others": at most `shown` names, for headings and sentences. */
export function formatPeople(names: readonly string[], shown = 2): string {
  const rest = names.length - shown
  if (rest <= 1) return formatList(names)
  return formatList([...names.slice(0, shown), t('ui.others', { count: rest })])
}
