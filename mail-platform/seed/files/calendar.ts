import type { Mailbox } from '../mail/letter.ts'

export interface Meeting {
  uid: string
  method: 'REQUEST' | 'CANCEL' | 'REPLY'
  title: string
  start: Date
  durationMinutes: number
  place: string
  description: string
  organizer: Mailbox
  attendees: readonly Mailbox[]
  /** An RRULE value, for meetings that repeat. */
  repeats?: string
  /** Counts the changes of one meeting (RFC 5545 section 3.8.7.4). */
  sequence?: number
  /** For a REPLY: what the only attendee answered. */
  answer?: 'ACCEPTED' | 'DECLINED' | 'TENTATIVE'
  /** When this version was written. */
  stamp: Date
}

function utc(date: Date): string {
  return date.toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

function text(value: string): string {
  return value.replaceAll(/[\\;,]/g, (character) => `\\${character}`).replaceAll('\n', '\\n')
}

/** Breaks lines after 75 octets at most, never inside a character (RFC 5545 section 3.1). */
function fold(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > 74) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}

/** An iCalendar object for one meeting (RFC 5545, RFC 5546). */
export function calendarOf(meeting: Meeting): string {
  const status = meeting.answer ?? 'NEEDS-ACTION'
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Department of Public Works//Calendar//EN',
    `METHOD:${meeting.method}`,
    'BEGIN:VEVENT',
    `UID:${meeting.uid}`,
    `DTSTAMP:${utc(meeting.stamp)}`,
    `DTSTART:${utc(meeting.start)}`,
    `DTEND:${utc(new Date(meeting.start.getTime() + meeting.durationMinutes * 60_000))}`,
    ...(meeting.repeats ? [`RRULE:${meeting.repeats}`] : []),
    `SEQUENCE:${meeting.sequence ?? 0}`,
    `STATUS:${meeting.method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    `SUMMARY:${text(meeting.title)}`,
    `LOCATION:${text(meeting.place)}`,
    `DESCRIPTION:${text(meeting.description)}`,
    `ORGANIZER;CN="${meeting.organizer.name}":mailto:${meeting.organizer.address}`,
    ...meeting.attendees.map(
      ({ name, address }) =>
        `ATTENDEE;CN="${name}";ROLE=REQ-PARTICIPANT;PARTSTAT=${status};RSVP=TRUE:mailto:${address}`,
    ),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}
