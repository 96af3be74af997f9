import type {
  Attendee,
  BriefEvent,
  CalendarEvent,
  CalendarTime,
  Invitation,
  Participation,
} from '#contract/invitations.ts'
import type { Address } from '#contract/messages.ts'
import { endOf, timeOfLine, timesOfLine } from './calendar-time.ts'
import {
  lineOf,
  mailAddressOf,
  parameterOf,
  readBlocks,
  textOf,
  type ContentBlock,
  type ContentLine,
} from '../content-lines.ts'
import { recurrenceOf } from './recurrence.ts'
import { explainedZones } from './zones.ts'

/** One event with what an answer to it has to repeat. */
export interface ReadEvent extends CalendarEvent {
  uid: string
  /** When this version was written (DTSTAMP), as it stands there; two of them compare as text. */
  stamp: string
  /** Whoever the organiser lets write in their stead. */
  sentBy: string
  /** The dates that a series leaves out (EXDATE), at most 500. */
  leftOut: CalendarTime[]
}

export interface ReadCalendar {
  method: Invitation['method']
  event: ReadEvent | null
  /** Those of the others that are shown, whole. */
  further: ReadEvent[]
  others: BriefEvent[]
  otherCount: number
  cut: boolean
}

const wanted = new Set([
  ...['method', 'uid', 'dtstamp', 'dtstart', 'dtend', 'duration', 'summary', 'location', 'description', 'comment'],
  ...['organizer', 'attendee', 'rrule', 'rdate', 'exdate', 'recurrence-id', 'sequence', 'status'],
  ...['tzid', 'tzoffsetto'],
])
const shownAttendees = 200
const shownOthers = 20
const mostLeftOut = 500

/** Reads a calendar file (RFC 5545) as far as it goes; never throws, and takes no longer for whatever is in it. */
export function readCalendar(text: string): ReadCalendar {
  const { blocks, cut } = readBlocks(text, { kind: 'calendar', lines: wanted, mostBlocks: 500 })
  const calendar = blocks.find(({ name }) => name === 'vcalendar') ?? { name: '', lines: [], blocks }
  const events = calendar.blocks.filter(({ name }) => name === 'vevent')
  const main = events.find((event) => !lineOf(event, 'recurrence-id')) ?? events[0]
  const zones = explainedZones(calendar)
  const others = events.filter((event) => event !== main)
  const shown = others.slice(0, shownOthers)
  return {
    method: methodOf(calendar),
    event: main ? readEvent(main, zones) : null,
    further: shown.map((event) => readEvent(event, zones)),
    others: shown.map((event) => briefly(event, zones)),
    otherCount: others.length,
    cut: cut || main === undefined,
  }
}

function methodOf(calendar: ContentBlock): Invitation['method'] {
  const method = textOf(lineOf(calendar, 'method')).toLowerCase()
  if (method === '' || method === 'publish') return 'publish'
  const known = (['request', 'reply', 'cancel', 'counter'] as const).find((each) => each === method)
  return known ?? 'other'
}

type Zones = ReadonlyMap<string, ContentBlock>

function briefly(event: ContentBlock, zones: Zones): BriefEvent {
  const start = timeOfLine(lineOf(event, 'dtstart'), zones)
  return {
    summary: textOf(lineOf(event, 'summary'), 300),
    location: textOf(lineOf(event, 'location'), 500),
    start,
    end: endOf(start, timeOfLine(lineOf(event, 'dtend'), zones), textOf(lineOf(event, 'duration'))),
  }
}

function readEvent(event: ContentBlock, zones: Zones): ReadEvent {
  const attendees = event.lines.filter(({ name }) => name === 'attendee').map(readAttendee)
  const count = (status: Participation) => attendees.filter((each) => each.status === status).length
  const organiser = lineOf(event, 'organizer')
  return {
    ...briefly(event, zones),
    uid: textOf(lineOf(event, 'uid'), 1_000),
    stamp: textOf(lineOf(event, 'dtstamp')),
    sentBy: organiser ? mailAddressOf({ ...organiser, values: [parameterOf(organiser, 'sent-by')] }) : '',
    description: textOf(lineOf(event, 'description'), 10_000),
    comment: textOf(lineOf(event, 'comment'), 2_000),
    organiser: organiser ? personOf(organiser) : null,
    attendees: attendees.slice(0, shownAttendees),
    invited: {
      all: attendees.length,
      accepted: count('accepted'),
      tentative: count('tentative'),
      declined: count('declined'),
    },
    recurrence: recurrenceOf(event, zones),
    leftOut: event.lines
      .flatMap((line) => (line.name === 'exdate' ? timesOfLine(line, zones) : []))
      .slice(0, mostLeftOut),
    ...occurrenceOf(event, zones),
    sequence: sequenceOf(event),
    cancelled: textOf(lineOf(event, 'status')).toUpperCase() === 'CANCELLED',
  }
}

function occurrenceOf(event: ContentBlock, zones: Zones): Pick<ReadEvent, 'occurrence' | 'andLater'> {
  const line = lineOf(event, 'recurrence-id')
  const occurrence = timeOfLine(line, zones)
  const isOnward = line !== undefined && parameterOf(line, 'range').toUpperCase() === 'THISANDFUTURE'
  return { occurrence, andLater: occurrence !== null && isOnward }
}

function sequenceOf(event: ContentBlock): number {
  const sequence = Number(lineOf(event, 'sequence')?.values[0] ?? 0)
  return Number.isInteger(sequence) && sequence >= 0 ? Math.min(sequence, 1_000_000_000) : 0
}

function personOf(line: ContentLine): Address {
  return { name: parameterOf(line, 'cn').slice(0, 200).toWellFormed(), address: mailAddressOf(line) }
}

function readAttendee(line: ContentLine): Attendee {
  const status = parameterOf(line, 'partstat').toLowerCase()
  const known = (['accepted', 'tentative', 'declined', 'delegated'] as const).find((each) => each === status)
  return {
    ...personOf(line),
    status: known ?? 'needs-action',
    optional: /^(?:OPT|NON)-PARTICIPANT$/i.test(parameterOf(line, 'role')),
  }
}
