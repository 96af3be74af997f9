import { localeTag } from '#client/i18n/i18n.ts'

/** A day, month or year as a person typed it, by its first and its last moment in their own time zone. */
export interface TypedDate {
  readonly startMs: number
  readonly endMs: number
}

interface Parts {
  day?: number
  month?: number
  year?: number
}

/**
 * Reads a date in the order and words of the language on the screen: "3/14/2026", "14 March", "March 2026", "2026", and
 * everywhere "2026-03-14". Without a year it is the latest such day that is not to come. Null for what is no date.
 */
export function readTypedDate(text: string, now = new Date()): TypedDate | null {
  const words = text.toLocaleLowerCase().match(/\p{L}+|\d+/gu) ?? []
  const parts = partsOf(words.filter((word) => /\d/.test(word) || monthOf(word) !== undefined))
  return parts && spanOf(parts, now)
}

/** Dates as they can be typed here: in numbers, a day of a month, and a month. */
export function typedDateExamples(): { date: string; day: string; month: string } {
  const moment = Date.UTC(new Date().getFullYear(), 2, 14)
  const inWords = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(localeTag.value, { ...options, timeZone: 'UTC' }).format(moment)
  return {
    date: inWords({}),
    day: inWords({ day: 'numeric', month: 'long' }),
    month: inWords({ month: 'long', year: 'numeric' }),
  }
}

function partsOf(words: readonly string[]): Parts | null {
  if (words.length > 3) return null
  const named = words.map(monthOf).find((month) => month !== undefined)
  const numbers = words.filter((word) => /^\d+$/.test(word))
  const year = numbers.find((number) => number.length === 4)
  const rest = numbers.filter((number) => number !== year).map(Number)
  const parts: Parts = year === undefined ? {} : { year: Number(year) }
  if (named !== undefined) {
    const [day, short] = rest
    return { ...parts, month: named, ...(day !== undefined && { day }), ...(short !== undefined && inFull(short)) }
  }
  if (year !== undefined && numbers[0] === year) {
    const [month, day] = rest
    return { ...parts, ...(month !== undefined && { month }), ...(day !== undefined && { day }) }
  }
  const [first, second, short] = rest
  if (first === undefined) return null
  if (second === undefined) return year === undefined ? null : { ...parts, month: first }
  const [day, month] = isDayFirst() ? [first, second] : [second, first]
  return { ...parts, day, month, ...(short !== undefined && inFull(short)) }
}

const inFull = (shortYear: number): Parts => ({ year: 2000 + shortYear })

function isDayFirst(): boolean {
  const types = new Intl.DateTimeFormat(localeTag.value).formatToParts().map(({ type }) => type)
  return types.indexOf('day') < types.indexOf('month')
}

/** The month a word begins like, from its third letter on; undefined for other words. */
function monthOf(word: string): number | undefined {
  if (!/^\p{L}{3,}$/u.test(word)) return undefined
  const format = new Intl.DateTimeFormat(localeTag.value, { month: 'long', timeZone: 'UTC' })
  for (let month = 1; month <= 12; month += 1) {
    const name = format.format(Date.UTC(2026, month - 1, 1)).toLocaleLowerCase()
    if (name.startsWith(word)) return month
  }
  return undefined
}

function spanOf({ day, month, year }: Parts, now: Date): TypedDate | null {
  const wholeYear = year ?? now.getFullYear()
  const start = new Date(wholeYear, (month ?? 1) - 1, day ?? 1)
  const isReal =
    start.getMonth() === (month ?? 1) - 1 && start.getDate() === (day ?? 1) && wholeYear > 1900 && wholeYear < 2200
  if (!isReal) return null
  if (year === undefined && start > now) return spanOf({ day, month, year: wholeYear - 1 } as Parts, now)
  const end = new Date(start)
  if (month === undefined) end.setFullYear(wholeYear + 1)
  else if (day === undefined) end.setMonth(end.getMonth() + 1)
  else end.setDate(end.getDate() + 1)
  return { startMs: start.getTime(), endMs: end.getTime() - 1 }
}
