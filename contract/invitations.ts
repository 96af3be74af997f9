import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId, partId } from './ids.ts'
import { address } from './messages.ts'
import { sendResult } from './sending.ts'

/** When something begins or ends, as the calendar wrote it (RFC 5545, 3.3.4 and 3.3.5). */
export const calendarTime = z.object({
  /** `day`: a whole day; `local`: by the clock of wherever one is (floating); `moment`: one moment for everybody. */
  kind: z.enum(['day', 'local', 'moment']),
  /** By the clock of its zone (UTC where it has none): `2026-11-28` for a day, else `2026-11-28T10:00:00`. */
  local: z.string(),
  /** Of a moment: milliseconds since 1970. */
  ms: z.nullable(z.int()),
  /** IANA name of the zone it was written in; null for UTC, and for a zone that only the file itself knows. */
  zone: z.nullable(z.string()),
  /** A zone that nobody knows; then it is `local`. */
  unknownZone: z.nullable(z.string()),
})
export type CalendarTime = z.infer<typeof calendarTime>

/** A recurrence as far as it can be said in words (RFC 5545, 3.3.10); `other` for every finer rule. */
export const recurrence = z.object({
  every: z.enum(['day', 'week', 'month', 'year', 'other']),
  interval: z.int(),
  /** Weekdays from 0, Sunday; `nth` is 0 for every one, 2 for the second, -1 for the last. */
  weekdays: z.array(z.object({ day: z.int(), nth: z.int() })),
  /** Days of the month; -1 is the last. */
  monthDays: z.array(z.int()),
  /** Months from 1, January. */
  months: z.array(z.int()),
  count: z.nullable(z.int()),
  until: z.nullable(calendarTime),
  /** Dates besides the rule, and dates it leaves out. */
  extraDates: z.int(),
  leftOutDates: z.int(),
})
export type Recurrence = z.infer<typeof recurrence>

/** What somebody answered (RFC 5545, 3.2.12). */
const participation = z.enum(['needs-action', 'accepted', 'tentative', 'declined', 'delegated'])
export type Participation = z.infer<typeof participation>

export const attendee = z.extend(address, { status: participation, optional: z.boolean() })
export type Attendee = z.infer<typeof attendee>

const eventFacts = {
  summary: z.string(),
  location: z.string(),
  start: z.nullable(calendarTime),
  /** The last day itself for a whole day; null where no end is given. */
  end: z.nullable(calendarTime),
}
export const briefEvent = z.object(eventFacts)
export type BriefEvent = z.infer<typeof briefEvent>

export const calendarEvent = z.object({
  ...eventFacts,
  description: z.string(),
  comment: z.string(),
  organiser: z.nullable(address),
  /** At most 200; `invited` counts all. */
  attendees: z.array(attendee),
  invited: z.object({ all: z.int(), accepted: z.int(), tentative: z.int(), declined: z.int() }),
  recurrence: z.nullable(recurrence),
  /** The one occurrence of a series that this is about. */
  occurrence: z.nullable(calendarTime),
  /** It is about all later ones as well (RFC 5545, 3.2.13). */
  andLater: z.boolean(),
  /** Grows with each change that the organiser makes (RFC 5545, 3.8.7.4). */
  sequence: z.int(),
  cancelled: z.boolean(),
})
export type CalendarEvent = z.infer<typeof calendarEvent>

export const invitationAnswer = z.enum(['accepted', 'tentative', 'declined'])
export type InvitationAnswer = z.infer<typeof invitationAnswer>

/** What of an event is not as it was: its name, time, place or recurrence. */
export const eventChange = z.enum(['summary', 'time', 'location', 'recurrence'])

/** A calendar part of a message, in words of ours (RFC 5545, 5546, 6047). All texts are hostile. */
export const invitation = z.object({
  method: z.enum(['request', 'reply', 'cancel', 'counter', 'publish', 'other']),
  /** Null where no event could be read. */
  event: z.nullable(calendarEvent),
  /** Further events of the file, at most 20, and how many there are in all. */
  others: z.array(briefEvent),
  otherCount: z.int(),
  /** There is more in it than is read, or not all of it could be. */
  cut: z.boolean(),
  /** As which address the person would answer; null where there is nothing to answer. `named`: the invitation names it. */
  answerAs: z.nullable(z.object({ address: z.string(), named: z.boolean() })),
  /** Whoever sent the message is neither the organiser nor, of an answer, the one who answers. */
  sentBySomebodyElse: z.boolean(),
  /** What the person answered; `earlier`: before the event was changed. `atMs` is null where only the organiser's list says so. */
  answered: z.nullable(
    z.object({ answer: invitationAnswer, atMs: z.nullable(z.int()), earlier: z.boolean(), certain: z.boolean() }),
  ),
  /** What came after this version, as far as the person has seen it. */
  overtaken: z.nullable(z.enum(['changed', 'cancelled'])),
  /** What is not as in the version the person saw before. */
  changed: z.nullable(
    z.object({ what: z.array(eventChange), before: z.extend(briefEvent, { recurrence: z.nullable(recurrence) }) }),
  ),
})
export type Invitation = z.infer<typeof invitation>

const params = z.strictObject({ messageId, partId })
const mailProblems = ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone', 'not-found'] as const

/** Reads a calendar part; whatever is in it, there is an answer. `not-found`: the message has no such part. */
export const readInvitation = endpoint({
  name: 'read-invitation',
  method: 'GET',
  path: '/api/messages/:messageId/invitations/:partId',
  auth: 'session',
  rate: 'read',
  params,
  response: invitation,
  problems: mailProblems,
})

/** Answers the organiser (iTIP REPLY by mail). `not-allowed`: there is nothing to answer, or it was overtaken. */
export const answerInvitation = endpoint({
  name: 'answer-invitation',
  method: 'POST',
  path: '/api/messages/:messageId/invitations/:partId/answer',
  auth: 'session',
  rate: 'send',
  params,
  body: z.strictObject({
    /** As of a composition: the same key never sends twice. */
    idempotencyKey: z.string().check(z.regex(/^[\w-]{16,64}$/)),
    answer: invitationAnswer,
    comment: z.string().check(z.maxLength(2_000)),
    /** Subject and text of the letter, in the person's language. */
    subject: z.string().check(z.maxLength(900), z.regex(/^[^\r\n\0]*$/)),
    text: z.string().check(z.maxLength(10_000)),
  }),
  response: z.object({ result: sendResult, invitation }),
  problems: [
    ...mailProblems,
    'not-allowed',
    'recipients-refused',
    'sender-refused',
    'message-refused',
    'message-too-large',
    'already-sending',
  ],
})
