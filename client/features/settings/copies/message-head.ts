import { type Flag } from '#contract/messages.ts'
import { byteText } from './message-bytes.ts'

const longestBytes = 65_536
const longestField = 900
const shownFields = ['message-id', 'subject', 'from', 'date']

export interface MessageHead {
  /** The fields that say which message it is, as they stand. */
  head: string
  /** With its angle brackets. */
  messageId: string | null
  /** When it says it was written. */
  sentAtMs: number | null
  /** As programs that keep mail in files note it in the message; a message without such a note has been read. */
  flags: Flag[]
}

/** Reads the beginning of a message, whose lines end with CR LF. */
export function readHead(bytes: Uint8Array): MessageHead {
  const text = byteText(bytes.subarray(0, longestBytes))
  const end = text.indexOf('\r\n\r\n')
  const fields = (end < 0 ? text : text.slice(0, end)).split(/\r\n(?![ \t])/)
  const valueOf = (name: string) =>
    fields
      .find((field) => nameOf(field) === name)
      ?.slice(name.length + 1)
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .trim() ?? null
  const sentAtMs = Date.parse(valueOf('date') ?? '')
  return {
    head: shownFields
      .flatMap((name) => fields.find((field) => nameOf(field) === name)?.slice(0, longestField) ?? [])
      .map((field) => `${field}\r\n`)
      .join(''),
    messageId: /<[^<>\s]{1,900}>/.exec(valueOf('message-id') ?? '')?.[0] ?? null,
    sentAtMs: Number.isNaN(sentAtMs) ? null : sentAtMs,
    flags: flagsOf(valueOf('status'), valueOf('x-status'), valueOf('x-mozilla-status')),
  }
}

const nameOf = (field: string) => field.slice(0, field.indexOf(':')).toLowerCase()

function flagsOf(status: string | null, more: string | null, mozilla: string | null): Flag[] {
  const bits = mozilla === null ? null : parseInt(mozilla, 16)
  const isRead = status !== null ? status.includes('R') : bits === null || (bits & 1) === 1
  return [
    ...(isRead ? (['seen'] as const) : []),
    ...(more?.includes('A') || ((bits ?? 0) & 2) === 2 ? (['answered'] as const) : []),
    ...(more?.includes('F') || ((bits ?? 0) & 4) === 4 ? (['flagged'] as const) : []),
  ]
}
