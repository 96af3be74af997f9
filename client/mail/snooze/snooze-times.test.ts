import { describe, expect, it } from 'vitest'
import { halfHours, snoozeTimes, timeOnDay } from './snooze-times.ts'

const timesAt = (now: Date) =>
  snoozeTimes(now).map(({ id, untilMs }) => {
    const until = new Date(untilMs)
    return [id, until.getDate(), until.getHours(), until.getMinutes()]
  })

describe('suggested times', () => {
  it('are later today, tomorrow morning and Monday morning', () => {
    // A Thursday.
    expect(timesAt(new Date(2026, 10, 12, 9, 14))).toEqual([
      ['laterToday', 12, 12, 0],
      ['tomorrow', 13, 9, 0],
      ['nextWeek', 16, 9, 0],
    ])
  })

  it('leave out what is no longer today, and Monday on a Sunday', () => {
    expect(timesAt(new Date(2026, 10, 15, 20, 0))).toEqual([['tomorrow', 16, 9, 0]])
    expect(timesAt(new Date(2026, 10, 16, 20, 0))).toEqual([
      ['tomorrow', 17, 9, 0],
      ['nextWeek', 23, 9, 0],
    ])
  })
})

it('puts a time on a day', () => {
  const day = new Date(2026, 10, 12).getTime()
  expect(timeOnDay(day, '17:30')).toBe(new Date(2026, 10, 12, 17, 30).getTime())
  expect([halfHours.length, halfHours[0], halfHours[19], halfHours.at(-1)]).toEqual([48, '00:00', '09:30', '23:30'])
})
