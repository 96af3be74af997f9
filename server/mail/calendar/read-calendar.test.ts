import { describe, expect, it } from 'vitest'
import { readCalendar } from './read-calendar.ts'

const calendar = (lines: readonly string[], around: readonly string[] = []) =>
  [
    'BEGIN:VCALENDAR',
    'METHOD:REQUEST',
    ...around,
    'BEGIN:VEVENT',
    'UID:u1',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
const eventOf = (lines: readonly string[], around?: readonly string[]) => {
  const { event } = readCalendar(calendar(lines, around))
  if (!event) throw new Error('No event was read')
  return event
}
const startOf = (line: string, around?: readonly string[]) => eventOf([line], around).start
const utc = (text: string) => Date.parse(`${text}Z`)

describe('A calendar file', () => {
  it('says what, where, who asks, who is asked and what they answered', () => {
    const event = eventOf([
      'SUMMARY:Planning\\, first',
      'LOCATION:Room 210',
      'DESCRIPTION:One\\nTwo\\; three',
      'ORGANIZER;CN="Emi Sato";SENT-BY="mailto:desk@example.gov":mailto:emi@example.gov',
      'ATTENDEE;CN=Ada;PARTSTAT=NEEDS-ACTION:mailto:ada@example.gov',
      'ATTENDEE;CN=Ben;PARTSTAT=ACCEPTED;ROLE=OPT-PARTICIPANT:MAILTO:ben@example.gov',
      'SEQUENCE:3',
    ])
    expect(event).toMatchObject({
      uid: 'u1',
      summary: 'Planning, first',
      location: 'Room 210',
      description: 'One\nTwo; three',
      organiser: { name: 'Emi Sato', address: 'emi@example.gov' },
      sentBy: 'desk@example.gov',
      attendees: [
        { name: 'Ada', address: 'ada@example.gov', status: 'needs-action', optional: false },
        { name: 'Ben', address: 'ben@example.gov', status: 'accepted', optional: true },
      ],
      invited: { all: 2, accepted: 1, tentative: 0, declined: 0 },
      sequence: 3,
    })
  })

  it('joins folded lines, also in the middle of a word', () => {
    expect(eventOf(['SUMMARY:Plan\r\n ning\r\n\tmeeting']).summary).toBe('Planningmeeting')
  })

  it.each([
    ['an IANA zone', 'DTSTART;TZID=Europe/Stockholm:20261203T140000', 'Europe/Stockholm', '2026-12-03T13:00:00'],
    ['the same in summer', 'DTSTART;TZID=Europe/Stockholm:20260703T140000', 'Europe/Stockholm', '2026-07-03T12:00:00'],
    ['a Windows zone', 'DTSTART;TZID=W. Europe Standard Time:20261203T140000', 'Europe/Berlin', '2026-12-03T13:00:00'],
    [
      'one in quotes',
      'DTSTART;TZID="Pacific Standard Time":20261203T140000',
      'America/Los_Angeles',
      '2026-12-03T22:00:00',
    ],
    [
      'the end of a long name',
      'DTSTART;TZID=/example.org/20/Asia/Tokyo:20261203T140000',
      'Asia/Tokyo',
      '2026-12-03T05:00:00',
    ],
    ['UTC', 'DTSTART:20261203T140000Z', null, '2026-12-03T14:00:00'],
  ])('knows the moment in %s though the file explains no zone', (_name, line, zone, moment) => {
    expect(startOf(line)).toMatchObject({ kind: 'moment', zone, ms: utc(moment) })
  })

  it('takes the first of two hours when clocks go back, and goes on after the gap when they go forward', () => {
    expect(startOf('DTSTART;TZID=Europe/Berlin:20261025T023000')?.ms).toBe(utc('2026-10-25T00:30:00'))
    expect(startOf('DTSTART;TZID=Europe/Berlin:20260329T023000')?.ms).toBe(utc('2026-03-29T01:30:00'))
  })

  it('follows a zone that only the file knows, summer and winter', () => {
    const zone = [
      ...['BEGIN:VTIMEZONE', 'TZID:Harbour', 'BEGIN:STANDARD', 'DTSTART:19701025T030000', 'TZOFFSETTO:+0100'],
      ...['RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU', 'END:STANDARD', 'BEGIN:DAYLIGHT', 'DTSTART:19700329T020000'],
      ...['TZOFFSETTO:+0200', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'END:DAYLIGHT', 'END:VTIMEZONE'],
    ]
    const at = (day: string) => startOf(`DTSTART;TZID=Harbour:${day}T140000`, zone)
    expect(at('20261203')).toMatchObject({ kind: 'moment', zone: null, ms: utc('2026-12-03T13:00:00') })
    expect(at('20260703')?.ms).toBe(utc('2026-07-03T12:00:00'))
    expect(at('20260328')?.ms).toBe(utc('2026-03-28T13:00:00'))
    expect(at('20260329')?.ms).toBe(utc('2026-03-29T12:00:00'))
  })

  it('says so where nobody knows the zone, and leaves a floating time as it stands', () => {
    expect(startOf('DTSTART;TZID=Atlantis:20261203T140000')).toMatchObject({ kind: 'local', unknownZone: 'Atlantis' })
    expect(startOf('DTSTART:20261203T140000')).toMatchObject({
      kind: 'local',
      local: '2026-12-03T14:00:00',
      unknownZone: null,
    })
  })

  it('ends whole days on their last day, and counts a duration across a change of clocks', () => {
    const days = eventOf(['DTSTART;VALUE=DATE:20261203', 'DTEND;VALUE=DATE:20261206'])
    expect([days.start?.local, days.end?.local]).toEqual(['2026-12-03', '2026-12-05'])
    const single = eventOf(['DTSTART;VALUE=DATE:20261203', 'DTEND;VALUE=DATE:20261204'])
    expect(single.end?.local).toBe('2026-12-03')
    const night = eventOf(['DTSTART;TZID=Europe/Berlin:20261024T220000', 'DURATION:PT8H'])
    expect(night.end?.local).toBe('2026-10-25T05:00:00')
  })

  it.each([
    ['FREQ=WEEKLY;BYDAY=TH;COUNT=10', { every: 'week', weekdays: [{ day: 4, nth: 0 }], count: 10 }],
    ['FREQ=MONTHLY;BYDAY=-1FR', { every: 'month', weekdays: [{ day: 5, nth: -1 }] }],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2', { every: 'month', weekdays: [{ day: 1, nth: 2 }] }],
    ['FREQ=MONTHLY;BYMONTHDAY=3;INTERVAL=2', { every: 'month', interval: 2, monthDays: [3] }],
    ['FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=17', { every: 'year', months: [5], monthDays: [17] }],
    ['FREQ=DAILY;UNTIL=20270101T120000Z', { every: 'day', until: { ms: utc('2027-01-01T12:00:00') } }],
    ['FREQ=HOURLY', { every: 'other' }],
    ['FREQ=YEARLY;BYWEEKNO=20', { every: 'other' }],
  ])('says how it recurs: %s', (rule, expected) => {
    expect(eventOf(['DTSTART:20261203T140000Z', `RRULE:${rule}`]).recurrence).toMatchObject(expected)
  })

  it('knows which dates a series leaves out, in several lines and zones, and counts them', () => {
    const event = eventOf([
      ...['DTSTART;TZID=Europe/Berlin:20261203T140000', 'RRULE:FREQ=WEEKLY'],
      ...['EXDATE;TZID=Europe/Berlin:20261210T140000,20261217T140000', 'EXDATE:20261224T130000Z'],
    ])
    expect(event.recurrence?.leftOutDates).toBe(3)
    const moments = ['2026-12-10T13:00:00', '2026-12-17T13:00:00', '2026-12-24T13:00:00'].map(utc)
    expect(event.leftOut.map(({ ms }) => ms)).toEqual(moments)
  })

  it('knows a whole calendar by its first event and tells of the others', () => {
    const events = Array.from({ length: 40 }, (_, n) => ['BEGIN:VEVENT', `SUMMARY:Event ${n}`, 'END:VEVENT'])
    const read = readCalendar(['BEGIN:VCALENDAR', ...events.flat(), 'END:VCALENDAR'].join('\n'))
    expect([read.method, read.event?.summary, read.others.length, read.otherCount]).toEqual([
      'publish',
      'Event 0',
      20,
      39,
    ])
  })
})

const many = (count: number, each: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => each(n)).join('\r\n')

/** Files made to choke a reader: each is read as far as it goes, at once. */
describe('A hostile calendar file', () => {
  const start = 'DTSTART:20261203T140000Z'
  it.each([
    ['ten thousand recurrences', calendar([start, 'RRULE:FREQ=SECONDLY;COUNT=10000', 'SUMMARY:Read']), false],
    ['ten thousand dates', calendar(['SUMMARY:Read', many(10_000, () => 'RDATE:20261203T140000Z')]), true],
    ['ten thousand dates left out', calendar(['SUMMARY:Read', many(10_000, () => 'EXDATE:20261203T140000Z')]), true],
    ['dates in one line', calendar(['SUMMARY:Read', `RDATE:${'20261203T140000Z,'.repeat(60_000)}`]), true],
    [
      'ten thousand events',
      calendar(['SUMMARY:Read', 'END:VEVENT', many(10_000, () => 'BEGIN:VEVENT\nEND:VEVENT')]),
      true,
    ],
    ['nothing that ends', `BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Read\n${'BEGIN:VALARM\n'.repeat(50_000)}`, true],
    ['a line of two megabytes', calendar(['SUMMARY:Read', `DESCRIPTION:${'x'.repeat(2_000_000)}`]), true],
    ['parameters without end', calendar(['SUMMARY:Read', `ATTENDEE${';A="b"'.repeat(100_000)}:mailto:a@b`]), true],
    ['open quotes', calendar(['SUMMARY:Read', many(3_000, () => `ATTENDEE;CN="${'a;='.repeat(300)}`)]), true],
    [
      'a zone that changes each second',
      calendar(
        ['SUMMARY:Read', 'DTSTART;TZID=X:20261203T140000'],
        [
          ...['BEGIN:VTIMEZONE', 'TZID:X', 'BEGIN:STANDARD', 'DTSTART:16010101T000000', 'TZOFFSETTO:+0100'],
          ...['RRULE:FREQ=SECONDLY', 'END:STANDARD', 'END:VTIMEZONE'],
        ],
      ),
      false,
    ],
    ['times that are none', calendar(['SUMMARY:Read', 'DTSTART:99999999T999999Z', 'DTEND:x', 'DURATION:-P9W']), false],
  ])('of %s', (_name, text, cut) => {
    const before = performance.now()
    const read = readCalendar(text)
    expect([read.event?.summary, read.cut]).toEqual(['Read', cut])
    expect(performance.now() - before).toBeLessThan(1_500)
  })

  it.each(['', '\0\xff'.repeat(1_000), 'BEGIN:VCALENDAR', 'END:VEVENT', 'BEGIN:VTODO\nSUMMARY:x\nEND:VTODO'])(
    'without an event is said to be cut: %#',
    (text) => expect(readCalendar(text)).toMatchObject({ event: null, cut: true }),
  )

  it('keeps an event whose rule is none', () => {
    const read = readCalendar(calendar([start, 'SUMMARY:Read', 'RRULE:FREQ=NEVER']))
    expect([read.event?.summary, read.cut]).toEqual(['Read', true])
  })
})
