import type { BriefEvent, CalendarTime, Invitation, InvitationAnswer, Recurrence } from '#contract/invitations.ts'
import type { ReadEvent } from '#server/mail/calendar/read-calendar.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

type Facts = BriefEvent & { recurrence: Recurrence | null }

/** What is known of one event, or of one occurrence of it. */
interface Entry {
  key: string
  /** Of the newest version seen. */
  sequence: number
  stamp: string
  facts: Facts
  /** The version before that one. */
  before: Facts | null
  cancelled: boolean
  /** Of a series, the dates it leaves out, as in keys of theirs. */
  leftOut?: string[]
  answer: { answer: InvitationAnswer; atMs: number; sequence: number; certain: boolean } | null
}

export interface Given {
  answer: InvitationAnswer
  atMs: number
  /** False where the answer may have been lost on its way. */
  certain: boolean
}

export type Known = Pick<Invitation, 'answered' | 'overtaken' | 'changed'>

const mostEntries = 300

/**
 * The invitations a person has seen, and what they answered: so that a message opened again says so, wherever it lies by then,
 * and a change says what it changed. Kept sealed, the latest first.
 */
export class InvitationBook {
  readonly #notes: PersonNotes
  readonly #account: string

  constructor(notes: PersonNotes, account: string) {
    this.#notes = notes
    this.#account = account
  }

  /** Notes a version that came from the organiser, and tells what is known beside it. */
  async look(event: ReadEvent, isCancelled: boolean): Promise<Known> {
    const entries = await this.#list()
    const found = entries.find(({ key }) => key === keyOf(event))
    const isKnown = found && !isNewer(event, isCancelled, found)
    const entry = isKnown ? found : await this.#change(event, (before) => nextEntry(event, isCancelled, before))
    return inSeries(knownOf(entry, event, isCancelled), event, isCancelled, entries)
  }

  /** The same without noting anything: for what somebody else sent in the organiser's name. */
  async peek(event: ReadEvent): Promise<Known> {
    const entries = await this.#list()
    const found = entries.find(({ key }) => key === keyOf(event))
    const known = found ? knownOf(found, event, false) : { answered: null, overtaken: null }
    return inSeries({ ...known, changed: null }, event, false, entries)
  }

  async noteAnswer(event: ReadEvent, given: Given): Promise<void> {
    await this.#change(event, (before) => ({
      ...(before ?? nextEntry(event, false, undefined)),
      answer: { ...given, sequence: event.sequence },
    }))
  }

  async #list(): Promise<Entry[]> {
    return read(await this.#notes.read(this.#account, 'invitations'))
  }

  #change(event: ReadEvent, work: (before: Entry | undefined) => Entry): Promise<Entry> {
    return this.#notes.change(this.#account, 'invitations', (text) => {
      const entries = read(text)
      const made = work(entries.find(({ key }) => key === keyOf(event)))
      const others = entries.filter(({ key }) => key !== made.key).slice(0, mostEntries - 1)
      return { text: JSON.stringify([made, ...others]), made }
    })
  }
}

/** The organiser belongs to it: who writes under another name cannot change what is known of the event. */
function keyOf({ uid, organiser, occurrence, andLater }: ReadEvent): string {
  const date = occurrence && `${dateOf(occurrence)}${andLater ? ' and later' : ''}`
  return JSON.stringify([uid, organiser?.address.toLowerCase() ?? '', date])
}

/** A moment is the same in whatever zone it is written. */
const dateOf = ({ ms, local }: CalendarTime) => String(ms ?? local)

/** A date goes with its series, and where the series has come to leave it out (RFC 5546, 3.2.2 and 3.2.5). */
function inSeries(known: Known, event: ReadEvent, isCancelled: boolean, entries: readonly Entry[]): Known {
  if (!event.occurrence || isCancelled || known.overtaken !== null) return known
  const series = entries.find(({ key }) => key === keyOf({ ...event, occurrence: null, andLater: false }))
  const isGone = series?.cancelled === true || series?.leftOut?.includes(dateOf(event.occurrence)) === true
  return isGone && !isAfter(event, series) ? { ...known, overtaken: 'cancelled', changed: null } : known
}

/** An organiser who takes up a date again writes it anew. */
const isAfter = ({ sequence, stamp }: ReadEvent, series: Entry) =>
  sequence > series.sequence || (sequence === series.sequence && stamp > series.stamp)

function nextEntry(event: ReadEvent, isCancelled: boolean, before: Entry | undefined): Entry {
  const facts = factsOf(event)
  // The notice of a cancellation may say less than the invitation did; what is said of it stays.
  const isOther = before !== undefined && !isCancelled && changesBetween(before.facts, facts).length > 0
  return {
    key: keyOf(event),
    sequence: event.sequence,
    stamp: event.stamp,
    facts,
    before: isOther ? before.facts : (before?.before ?? null),
    cancelled: isCancelled,
    leftOut: event.leftOut.map(dateOf),
    answer: before?.answer ?? null,
  }
}

function isNewer(event: ReadEvent, isCancelled: boolean, { sequence, stamp, cancelled }: Entry): boolean {
  if (event.sequence !== sequence) return event.sequence > sequence
  // A cancellation need not count as a change (RFC 5546, 3.2.5): then it comes after what it cancels.
  if (isCancelled !== cancelled) return isCancelled || event.stamp > stamp
  return event.stamp > stamp
}

function isOlder({ sequence, stamp }: ReadEvent, entry: Entry): boolean {
  return sequence === entry.sequence ? stamp < entry.stamp : sequence < entry.sequence
}

function knownOf(entry: Entry, event: ReadEvent, isCancelled: boolean): Known {
  const { answer, before, cancelled, facts } = entry
  const older = isOlder(event, entry)
  const isGone = cancelled && !isCancelled
  const what = older || isCancelled || !before ? [] : changesBetween(before, facts)
  return {
    answered: answer && {
      answer: answer.answer,
      atMs: answer.atMs,
      earlier: answer.sequence < event.sequence,
      certain: answer.certain,
    },
    overtaken: isGone ? 'cancelled' : older && !isCancelled ? 'changed' : null,
    changed: before && what.length > 0 ? { what, before } : null,
  }
}

function factsOf({ summary, location, start, end, recurrence }: ReadEvent): Facts {
  return { summary, location, start, end, recurrence }
}

function changesBetween(before: Facts, after: Facts): NonNullable<Invitation['changed']>['what'] {
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)
  return [
    ...(before.summary === after.summary ? [] : (['summary'] as const)),
    ...(differs([before.start, before.end], [after.start, after.end]) ? (['time'] as const) : []),
    ...(before.location === after.location ? [] : (['location'] as const)),
    ...(differs(before.recurrence, after.recurrence) ? (['recurrence'] as const) : []),
  ]
}

/** Written by this server alone; what an earlier version of it wrote otherwise is left out. */
function read(text: string | null): Entry[] {
  const found: unknown = text === null ? [] : JSON.parse(text)
  return Array.isArray(found) ? (found as Entry[]).filter((each) => typeof each.key === 'string') : []
}
