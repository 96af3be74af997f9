import { randomUUID } from 'node:crypto'
import { type Platform } from '#platform/platform.ts'
import { person } from '../people.ts'
import { type AppUnderTest } from '../../scripts/app-under-test.ts'
import { deliver } from './letters.ts'

export interface Meeting {
  uid: string
  what: string
}

export const ownMeeting = (what: string): Meeting => ({
  uid: `${randomUUID()}@example.gov`,
  what: `${what} ${randomUUID().slice(0, 8)}`,
})

interface Version {
  method: 'REQUEST' | 'CANCEL'
  sequence: number
  place: string
  /** A whole line: of which date of a series it is. */
  occurrence: string
}

/** Delivers an invitation as the organiser's calendar would send it, in a zone by its Windows name. */
export async function invite(
  app: AppUnderTest,
  { organiser, guest }: { organiser: string; guest: string },
  { uid, what }: Meeting,
  version: Partial<Version> = {},
): Promise<string> {
  const { method = 'REQUEST', sequence = 0, place = 'Room 210', occurrence } = version
  const from = person(app, organiser)
  const content = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Harbour//EN', `METHOD:${method}`, 'BEGIN:VEVENT', `UID:${uid}`],
    ...[`DTSTAMP:2026110${sequence + 1}T080000Z`, 'DTSTART;TZID=W. Europe Standard Time:20371203T140000'],
    ...(occurrence === undefined ? [] : [occurrence]),
    ...['DURATION:PT1H', `SEQUENCE:${sequence}`, `SUMMARY:${what}`, `LOCATION:${place}`],
    `ORGANIZER;CN="${from.name}":mailto:${from.address}`,
    `ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${person(app, guest).address}`,
    ...['END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n')
  const subject = `${method === 'CANCEL' ? 'Cancelled' : sequence > 0 ? 'Changed' : 'Please come'}: ${what}`
  const type = `text/calendar; charset=utf-8; method=${method}`
  await deliver(app.platform satisfies Platform, guest, {
    subject,
    from: `${from.name} <${from.address}>`,
    attachment: { name: 'invite.ics', type, content: Buffer.from(content) },
  })
  return subject
}

/** The calendar file inside a message as it arrived, its long lines joined. */
export function calendarIn(raw: Buffer): string[] {
  const encoded = /Content-Type: text\/calendar[^]*?\r\n\r\n([^]*?)\r\n--/.exec(raw.toString('latin1'))?.[1] ?? ''
  return Buffer.from(encoded, 'base64').toString('utf8').replaceAll('\r\n ', '').split('\r\n')
}
