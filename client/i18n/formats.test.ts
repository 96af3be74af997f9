import { afterEach, describe, expect, it } from 'vitest'
import {
  daysAgo,
  formatList,
  formatNumber,
  formatPeople,
  formatSize,
  fullDate,
  relativeDate,
  shortDate,
  spokenDate,
} from './formats.ts'
import { setLocale } from './i18n.ts'

const now = new Date(2026, 10, 20, 12, 0)
const at = (month: number, day: number, hour = 9, minute = 14) => new Date(2026, month - 1, day, hour, minute)

afterEach(() => setLocale('en'))

describe('shortDate', () => {
  it.each([
    [at(11, 20), /^0?9:14/],
    [at(11, 19, 17, 41), /^Thu .*41/],
    [at(11, 14), /^Sat .*14/],
    [at(11, 13), /^(Nov 13|13 Nov)$/],
    [new Date(2024, 10, 14), /2024/],
    [at(12, 24), /^(Dec 24|24 Dec)$/],
  ])('%s', (date, expected) => {
    expect(shortDate(date, now)).toMatch(expected)
  })
})

describe('spokenDate', () => {
  it('says today, yesterday and the day of the week in words', () => {
    expect(spokenDate(at(11, 20), now)).toMatch(/^today 0?9:14/)
    expect(spokenDate(at(11, 19), now)).toMatch(/^yesterday 0?9:14/)
    expect(spokenDate(at(11, 17), now)).toMatch(/^Tuesday 0?9:14/)
    expect(spokenDate(at(1, 3), now)).toMatch(/January/)
  })

  it('follows the language', async () => {
    await setLocale('es')
    expect(spokenDate(at(11, 20), now)).toMatch(/^hoy 0?9:14/)
    expect(spokenDate(at(11, 17), now)).toMatch(/^martes/)
  })
})

describe('daysAgo', () => {
  it('counts midnights, not spans of 24 hours', () => {
    expect(daysAgo(at(11, 19, 23, 59), at(11, 20, 0, 1))).toBe(1)
    expect(daysAgo(at(11, 20, 0, 0), at(11, 20, 23, 59))).toBe(0)
    expect(daysAgo(at(11, 21), now)).toBe(-1)
  })
})

describe('tooltips', () => {
  it('give the whole moment and how long ago it was', () => {
    expect(fullDate(at(11, 20))).toMatch(/Friday.*November.*2026.*9:14/)
    expect(relativeDate(at(11, 17, 12, 0), now)).toBe('3 days ago')
    expect(relativeDate(at(11, 20, 14, 0), now)).toBe('in 2 hours')
    expect(relativeDate(at(11, 20, 12, 0), now)).toBe('now')
  })
})

describe('sizes and numbers', () => {
  it.each([
    [812, '812 bytes'],
    [84_211, '84 KB'],
    [999_600, '1 MB'],
    [3_100_000_000, '3.1 GB'],
    [25_400_000, '25 MB'],
  ])('%d bytes is %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text)
  })

  it('groups digits as the language does', () => {
    expect(formatNumber(4812)).toBe('4,812')
  })
})

describe('lists of people', () => {
  it('names two and counts the rest, but never counts a single one', () => {
    expect(formatPeople(['Ann', 'Bob'])).toBe('Ann and Bob')
    expect(formatPeople(['Ann', 'Bob', 'Cara'])).toBe('Ann, Bob, and Cara')
    expect(formatPeople(['Ann', 'Bob', 'Cara', 'Dan', 'Eve'])).toBe('Ann, Bob, and 3 others')
    expect(formatList([])).toBe('')
  })
})
