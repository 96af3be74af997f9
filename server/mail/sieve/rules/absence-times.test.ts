import { describe, expect, it } from 'vitest'
import { answersAt, answersFrom, type WeeklyHours } from '#contract/absence-times.ts'
import { withinHours } from './weekly-hours.ts'
import { holds } from './written-verdict.ts'

const hourMs = 3_600_000
const week = (changes: Partial<WeeklyHours>): WeeklyHours => ({
  ...{ weekdays: [5], fromMinute: 0, untilMinute: 1440, zone: 'Europe/Madrid' },
  ...changes,
})
const always = { startsAtMs: null, endsAtMs: null }
const at = (iso: string) => new Date(iso).getTime()

describe('Hours that come again each week', () => {
  it.each([
    ['a whole Friday in Madrid', week({})],
    ['afternoons in New York', week({ weekdays: [1, 3], fromMinute: 13 * 60, zone: 'America/New_York' })],
    [
      'nights in Kathmandu',
      week({ weekdays: [0, 6], fromMinute: 17 * 60 + 30, untilMinute: 480, zone: 'Asia/Kathmandu' }),
    ],
    ['mornings in Auckland', week({ weekdays: [0, 1, 2, 3, 4, 5, 6], untilMinute: 90, zone: 'Pacific/Auckland' })],
    ['a day in UTC', week({ weekdays: [2], zone: 'UTC' })],
  ])('are the same in the script as here, all through the changes of the clock: %s', (_what, weekly) => {
    const test = withinHours(weekly, new Date(at('2026-11-05T12:00:00Z')))
    const letter = { sender: 'kit@harbour.example', fields: {} }
    for (let atMs = at('2026-01-02T00:00:00Z'); atMs < at('2028-01-01T00:00:00Z'); atMs += 13 * hourMs + 900_000) {
      const moment = new Date(atMs).toISOString()
      expect([moment, holds(test, { ...letter, atMs })]).toEqual([moment, answersAt({ ...always, weekly }, atMs)])
    }
  })

  it('go by the clock of the place, in summer and in winter', () => {
    const weekly = week({ weekdays: [1], fromMinute: 9 * 60, untilMinute: 17 * 60 })
    const answers = (iso: string) => answersAt({ ...always, weekly }, at(iso))
    expect([answers('2026-07-06T07:00:00Z'), answers('2026-07-06T15:00:00Z')]).toEqual([true, false])
    expect([answers('2026-12-07T07:00:00Z'), answers('2026-12-07T15:00:00Z')]).toEqual([false, true])
  })

  it('count only between the beginning and the end', () => {
    const times = {
      startsAtMs: at('2026-11-05T00:00:00Z'),
      endsAtMs: at('2026-11-14T00:00:00Z'),
      weekly: week({ zone: 'UTC' }),
    }
    const fridays = ['2026-10-30', '2026-11-06', '2026-11-13', '2026-11-20']
    expect(fridays.map((day) => answersAt(times, at(`${day}T10:00:00Z`)))).toEqual([false, true, true, false])
    expect(answersFrom(times, at('2026-10-01T00:00:00Z'))).toBe(at('2026-11-06T00:00:00Z'))
    expect(answersFrom(times, at('2026-11-14T09:00:00Z'))).toBeNull()
  })

  it('begin next when the clock of the place says so, also after it was changed', () => {
    const weekly = week({ weekdays: [1], fromMinute: 9 * 60, untilMinute: 17 * 60 })
    // Clocks go forward in the night before.
    expect(answersFrom({ ...always, weekly }, at('2026-03-28T12:00:00Z'))).toBe(at('2026-03-30T07:00:00Z'))
    expect(answersFrom({ ...always, weekly }, at('2026-03-30T08:30:00Z'))).toBe(at('2026-03-30T08:30:00Z'))
  })
})
