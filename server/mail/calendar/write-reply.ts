import type { InvitationAnswer } from '#contract/invitations.ts'
import type { Address } from '#contract/messages.ts'
import { writeTime } from './calendar-time.ts'
import type { ReadEvent } from './read-calendar.ts'

export interface Reply {
  event: ReadEvent
  answer: InvitationAnswer
  from: Address
  comment: string
  nowMs: number
}

/** The calendar file that answers an invitation (RFC 5546, 3.2.3). It says which version it answers. */
export function writeReply({ event, answer, from, comment, nowMs }: Reply): string {
  const { organiser, occurrence, andLater, start, end } = event
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
  const times = [
    ...(occurrence ? [timeLine(`RECURRENCE-ID${andLater ? ';RANGE=THISANDFUTURE' : ''}`, occurrence)] : []),
    ...(start ? [timeLine('DTSTART', start)] : []),
    ...(start && end && end.kind !== 'day' && end.kind === start.kind ? [timeLine('DTEND', end)] : []),
  ]
  const lines = [
    'BEGIN:VCALENDAR',
    'PRODID:-//Curbcut//Curbcut//EN',
    'VERSION:2.0',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    `UID:${escape(event.uid)}`,
    `DTSTAMP:${stamp}Z`,
    ...times,
    `SEQUENCE:${event.sequence}`,
    ...(event.summary === '' ? [] : [`SUMMARY:${escape(event.summary)}`]),
    `ORGANIZER${nameParameter(organiser?.name ?? '')}:mailto:${addressText(organiser?.address ?? '')}`,
    `ATTENDEE;PARTSTAT=${answer.toUpperCase()}${nameParameter(from.name)}:mailto:${addressText(from.address)}`,
    ...(comment.trim() === '' ? [] : [`COMMENT:${escape(comment.trim())}`]),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

function timeLine(name: string, time: Parameters<typeof writeTime>[0]): string {
  const { parameter, value } = writeTime(time)
  return `${name}${parameter}:${value}`
}

/** RFC 5545, 3.3.11. What cannot stand in a line at all goes. */
function escape(text: string): string {
  return text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/[\p{Cc}\u2028\u2029]/gu, '')
}

/** RFC 5545, 3.2: no quotes within quotes. */
function nameParameter(name: string): string {
  const safe = name.replace(/[\p{Cc}"\u2028\u2029]/gu, '').trim()
  return safe === '' ? '' : `;CN="${safe}"`
}

const addressText = (address: string) => address.replace(/[\p{Cc}\s]/gu, '')

/** Lines of at most 75 octets, never broken inside a character (RFC 5545, 3.1). */
function fold(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > 75) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}
