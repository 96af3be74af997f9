import { mailboxOf, player } from '../cast.ts'
import { meetings, type PlannedMeeting } from '../content/meetings.ts'
import { calendarOf } from '../files/calendar.ts'
import { writeLetter } from '../mail/letter.ts'
import { blocksOf, toHtml, toPlain } from '../mail/prose.ts'
import type { Piece } from '../piece.ts'
import type { SeedClock } from '../seed-clock.ts'
import { toMany } from './single.ts'

async function invite(meeting: PlannedMeeting, clock: SeedClock): Promise<Piece> {
  const organizer = mailboxOf(meeting.organizer)
  const attendees = meeting.attendees.map(mailboxOf)
  const date = clock.workday(meeting.sentDaysAgo, meeting.sentTime)
  const method = meeting.method ?? 'REQUEST'
  const blocks = blocksOf(meeting.text)
  const content = calendarOf({
    uid: `${meeting.meeting}@example.gov`,
    method,
    title: meeting.title,
    start: onWeekday(clock.workday(-meeting.inDays, meeting.time), meeting.weekday),
    durationMinutes: meeting.minutes,
    place: meeting.place,
    description: toPlain(blocks, 1000),
    organizer,
    attendees: method === 'REPLY' ? [mailboxOf(meeting.from ?? meeting.organizer)] : attendees,
    ...(meeting.repeats && { repeats: meeting.repeats }),
    ...(meeting.sequence && { sequence: meeting.sequence }),
    ...(meeting.answer && { answer: meeting.answer }),
    stamp: date,
  })
  const prefix = { REQUEST: 'Invitation: ', CANCEL: 'Cancelled: ', REPLY: 'Accepted: ' }[method]
  const letter = await writeLetter({
    key: meeting.key,
    from: mailboxOf(meeting.from ?? meeting.organizer),
    to: method === 'REPLY' ? [organizer] : attendees,
    subject: `${prefix}${meeting.title}`,
    date,
    text: toPlain(blocks),
    html: toHtml(blocks),
    invitation: { method, content },
  })
  const keys = method === 'REPLY' ? [meeting.organizer] : meeting.attendees
  const uids = [...new Set(keys.flatMap((key) => player(key).uids))]
  return toMany(letter, uids, clock, { unread: meeting.unread ?? false, small: meeting.small ?? false })
}

const dayMs = 86_400_000

/** The same time on the first such day of the week from a day on. */
function onWeekday(start: Date, weekday = start.getUTCDay()): Date {
  return new Date(start.getTime() + ((weekday - start.getUTCDay() + 7) % 7) * dayMs)
}

/** Invitations, a change, a cancellation and an answer, as calendars send them by mail (RFC 6047). */
export async function invitationPieces(clock: SeedClock): Promise<Piece[]> {
  const pieces: Piece[] = []
  for (const meeting of meetings) pieces.push(await invite(meeting, clock))
  return pieces
}
