import { afterEach, describe, expect, it } from 'vitest'
import { setLocale } from '#client/i18n/i18n.ts'
import { type CalendarTime, type Recurrence } from '#contract/invitations.ts'
import { leafOf, whenInWords } from './event-time.ts'
import { recurrenceInWords } from './recurrence-words.ts'

afterEach(() => setLocale('en'))

const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ')
function time(changes: Partial<CalendarTime>): CalendarTime {
  return { kind: 'moment', local: '', ms: null, zone: null, unknownZone: null, ...changes }
}
const moment = (text: string, zone: string | null = null) => time({ ms: Date.parse(`${text}Z`), zone })
const when = (start: CalendarTime | null, end: CalendarTime | null = null, reader = 'Europe/Stockholm') =>
  plain(whenInWords({ start, end }, reader))

describe('when something takes place', () => {
  it('is said by the reader’s clock, with the zone', () => {
    expect(when(moment('2026-12-03T13:00:00', 'Europe/Berlin'), moment('2026-12-03T14:00:00'))).toBe(
      'Thursday, December 3, 2026, from 2:00 PM to 3:00 PM, Central European Standard Time (your time).',
    )
  })

  it('is said by its own clock too where the two differ', () => {
    const said = when(moment('2026-12-03T23:30:00', 'Asia/Tokyo'), moment('2026-12-04T00:30:00'))
    expect(said).toContain('Friday, December 4, 2026, from 12:30 AM to 1:30 AM, ')
    expect(said).toContain('In Asia/Tokyo: Friday, December 4, 2026, from 8:30 AM to 9:30 AM.')
  })

  it('names both days where it goes over midnight, and no end where there is none', () => {
    expect(when(moment('2026-12-03T21:00:00'), moment('2026-12-04T05:00:00'))).toMatch(
      /^from Thursday, December 3, 2026, 10:00 PM, to Friday, December 4, 2026, 6:00 AM/,
    )
    expect(when(moment('2026-12-03T21:00:00'))).toMatch(/^Thursday, December 3, 2026, at 10:00 PM/)
  })

  it('is a whole day for everybody, wherever they are', () => {
    const day = time({ kind: 'day', local: '2026-12-03' })
    expect(when(day, null, 'America/Los_Angeles')).toBe('Thursday, December 3, 2026, all day.')
    expect(when(day, time({ kind: 'day', local: '2026-12-05' }))).toMatch(
      /^From Thursday, .+ to Saturday, .+ whole days/,
    )
    expect(leafOf(day, 'America/Los_Angeles')).toEqual({ month: 'Dec', day: '3' })
  })

  it('is left as it stands where it floats, and says that a zone is not known', () => {
    const local = time({ kind: 'local', local: '2026-12-03T14:00:00' })
    expect(when(local, { ...local, local: '2026-12-03T15:00:00' })).toMatch(
      /from 2:00 PM to 3:00 PM, by the clock of the place/,
    )
    expect(when({ ...local, unknownZone: 'Atlantis' })).toContain('the time zone “Atlantis”, which is not known here')
    expect(when(null)).toBe('No time is given.')
  })
})

describe('how something recurs', () => {
  const rule = (changes: Partial<Recurrence>): string =>
    recurrenceInWords({
      ...{ every: 'week', interval: 1, weekdays: [], monthDays: [], months: [], count: null, until: null },
      ...{ extraDates: 0, leftOutDates: 0 },
      ...changes,
    })

  it('is said in words', () => {
    expect(rule({ weekdays: [{ day: 4, nth: 0 }], count: 10 })).toBe('every week on Thursday, 10 times')
    expect(rule({ interval: 2, weekdays: [1, 3].map((day) => ({ day, nth: 0 })) })).toBe(
      'every 2 weeks on Monday and Wednesday',
    )
    expect(rule({ every: 'month', weekdays: [{ day: 5, nth: -1 }] })).toBe('every month on the last Friday')
    expect(rule({ every: 'year', months: [5], monthDays: [17] })).toBe('every year on day 17 in May')
    expect(rule({ every: 'day', until: time({ kind: 'day', local: '2027-01-31' }), leftOutDates: 1 })).toBe(
      'every day, until January 31, 2027, without 1 date',
    )
    expect(rule({ every: 'other', count: 10_000 })).toBe('by a rule too fine for a few words, 10,000 times')
  })

  it('is said in Spanish', async () => {
    await setLocale('es')
    expect(rule({ every: 'month', weekdays: [{ day: 1, nth: 1 }] })).toBe('cada mes en el primer lunes')
  })
})
