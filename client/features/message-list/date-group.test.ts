import { describe, expect, it } from 'vitest'
import { dateGroup } from './date-group.ts'

/** A Thursday. */
const now = new Date(2026, 10, 12, 15, 0)
const groupOf = (year: number, month: number, day: number, hour = 9) =>
  dateGroup(new Date(year, month - 1, day, hour).getTime(), now).label

describe('the date heading of a message', () => {
  it('is by day near now', () => {
    expect(groupOf(2026, 11, 12)).toBe('Today')
    expect(groupOf(2026, 11, 11, 23)).toBe('Yesterday')
  })

  it('is by week, Monday first', () => {
    expect(groupOf(2026, 11, 9)).toBe('Earlier this week')
    expect(groupOf(2026, 11, 8)).toBe('Last week')
    expect(groupOf(2026, 11, 2)).toBe('Last week')
  })

  it('is by month before that, with the year where it is another', () => {
    expect(groupOf(2026, 11, 1)).toBe('November')
    expect(groupOf(2026, 1, 31)).toBe('January')
    expect(groupOf(2025, 12, 31)).toBe('December 2025')
  })

  it('counts a message from a clock that runs ahead to today', () => {
    expect(groupOf(2026, 11, 13)).toBe('Today')
  })
})
