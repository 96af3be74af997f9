import type { CalendarTime } from '#contract/invitations.ts'
import type { ContentBlock, ContentLine } from '../content-lines.ts'
import { findZone, wallOf, zoneNameOf, type Zone } from './zones.ts'

const dayMs = 86_400_000
/** The years a calendar of ours can show. */
const earliest = Date.parse('1000-01-01')
const latest = Date.UTC(9999, 11, 31)

/** What a DTSTART, DTEND, RECURRENCE-ID or UNTIL says; null where it says nothing that is a time. */
export function calendarTimeOf(
  value: unknown,
  zoneName: string,
  explained: ReadonlyMap<string, ContentBlock>,
): CalendarTime | null {
  const [, date, time, utc] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(Z?))?$/.exec(String(value)) ?? []
  if (date === undefined) return null
  if (time === undefined) return Number.isNaN(Date.parse(date)) ? null : timeOf('day', date)
  const wallMs = Date.parse(`${date}T${time === '24:00:00' ? '00:00:00' : time.replace(/:60$/, ':59')}Z`)
  if (Number.isNaN(wallMs) || wallMs < earliest || wallMs > latest) return null
  const local = localOf(wallMs)
  if (utc === 'Z') return timeOf('moment', local, { ms: wallMs })
  if (zoneName === '') return timeOf('local', local)
  const zone = findZone(zoneName, explained)
  return zone ? momentIn(zone, wallMs) : timeOf('local', local, { unknownZone: zoneName.slice(0, 100) })
}

function momentIn(zone: Zone, wallMs: number): CalendarTime {
  const ms = wallMs - zone.offsetMs(wallMs)
  return timeOf('moment', localOf(wallMs), { ms, zone: zone.name })
}

function timeOf(kind: CalendarTime['kind'], local: string, more: Partial<CalendarTime> = {}): CalendarTime {
  return { kind, local, ms: null, zone: null, unknownZone: null, ...more }
}

const localOf = (wallMs: number) => new Date(wallMs).toISOString().slice(0, 19)

/** The first time of a line. */
export function timeOfLine(
  line: ContentLine | undefined,
  explained: ReadonlyMap<string, ContentBlock>,
): CalendarTime | null {
  return line ? calendarTimeOf(line.values[0], zoneNameOf(line), explained) : null
}

/** All times of a line, without those that are none. */
export function timesOfLine(line: ContentLine, explained: ReadonlyMap<string, ContentBlock>): CalendarTime[] {
  return line.values.flatMap((value) => calendarTimeOf(value, zoneNameOf(line), explained) ?? [])
}

/** When what begins then ends: by its DTEND, or after its DURATION (RFC 5545, 3.6.1). A whole day ends on its last day. */
export function endOf(start: CalendarTime | null, dtend: CalendarTime | null, duration: string): CalendarTime | null {
  if (!start) return null
  if (dtend?.kind === 'day') {
    const lastMs = Math.max(Date.parse(start.local.slice(0, 10)), Date.parse(dtend.local) - dayMs)
    return timeOf('day', new Date(lastMs).toISOString().slice(0, 10))
  }
  if (dtend) return dtend
  const lengthMs = durationMs(duration)
  if (lengthMs === null) return null
  const wallMs = Date.parse(start.kind === 'day' ? start.local : `${start.local}Z`) + lengthMs
  if (wallMs > latest) return null
  if (start.kind === 'day') {
    const last = new Date(Math.max(Date.parse(start.local), wallMs - dayMs))
    return timeOf('day', last.toISOString().slice(0, 10))
  }
  if (start.ms === null) return { ...start, local: localOf(wallMs) }
  const ms = start.ms + lengthMs
  return { ...start, ms, local: localOf(start.zone === null ? wallMs : wallOf(ms, start.zone)) }
}

/** RFC 5545, 3.3.6; null for none, and for one that is negative or longer than ten years. */
function durationMs(text: string): number | null {
  const [all, ...parts] = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text) ?? []
  if (all === undefined) return null
  const sizes = [7 * dayMs, dayMs, 3_600_000, 60_000, 1_000]
  const ms = sizes.reduce((sum, size, index) => sum + size * Number(parts[index] ?? 0), 0)
  return ms > 0 && ms < 3_653 * dayMs ? ms : null
}

/** As a calendar file writes it (RFC 5545, 3.3.5): moments in UTC, so that no zone has to be explained. */
export function writeTime({ kind, local, ms }: CalendarTime): { parameter: string; value: string } {
  if (kind === 'day') return { parameter: ';VALUE=DATE', value: local.replaceAll('-', '') }
  const text = (kind === 'moment' && ms !== null ? new Date(ms).toISOString() : local).slice(0, 19)
  return { parameter: '', value: `${text.replaceAll(/[-:]/g, '')}${kind === 'moment' ? 'Z' : ''}` }
}
