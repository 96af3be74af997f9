import type { ImapAttribute, ImapFlow, ImapResponse, MessageEnvelopeObject } from 'imapflow'
import { getStringList } from 'imapflow/lib/tools.js'
import type { MimeNode } from '../../mime/structure.ts'
import { readStructureList } from './body-structure.ts'
import { atom, bytes, command, commandOnBytes, handOn, sequence, text, type Token } from './command.ts'
import { readEnvelopeList } from './envelope.ts'
import { FetchFrames } from './fetch-frames.ts'
import { uidSet } from './uid-set.ts'

/** A FETCH row; only what was asked for is present. */
export interface FetchedRow {
  uid: number
  /** Its sequence number in the selected mailbox. */
  sequence: number
  flags?: string[]
  envelope?: MessageEnvelopeObject
  structure?: MimeNode
  receivedAt?: Date
  sizeBytes?: number
  preview?: string
  /** Section as asked (`1.2`, `HEADER.FIELDS`) to its bytes. */
  sections?: Map<string, Buffer>
  /** There where the server tells of a change: it then says its number (RFC 7162, 3.2), which we never ask for. */
  isChange?: true
}

export type FetchItem =
  | 'FLAGS'
  | 'ENVELOPE'
  | 'BODYSTRUCTURE'
  | 'INTERNALDATE'
  | 'RFC822.SIZE'
  | 'PREVIEW'
  | { section: string; maxBytes: number }
  | { headers: readonly string[]; maxBytes: number }

type Range = { uids: readonly number[] } | { sequences: readonly number[] } | { from: number; to: number }

/**
 * FETCH by sequence numbers or UIDs (RFC 9051, 6.4.5; PREVIEW: RFC 8970), each row handed over as it comes. A message may come
 * in several rows. Bodies are peeked: nothing becomes read.
 */
export async function fetchEach(
  client: ImapFlow,
  range: Range,
  items: readonly FetchItem[],
  take: (row: FetchedRow) => void,
): Promise<void> {
  const byUid = 'uids' in range
  const set = byUid ? uidSet(range.uids) : 'from' in range ? `${range.from}:${range.to}` : uidSet(range.sequences)
  await command(client, byUid ? 'UID FETCH' : 'FETCH', [sequence(set), [atom('UID'), ...items.map(fetchItem)]], {
    FETCH: taker(client, range, take),
  })
}

/** Flags that others change meanwhile come as rows too, of any message: those are told as they are with any other command. */
function taker(client: ImapFlow, range: Range, take: (row: FetchedRow) => void): (response: ImapResponse) => void {
  const isAsked = askedIn(range)
  return (response) => {
    const row = readRow(response)
    if (!row) return
    const wasAsked = isAsked(row)
    if (wasAsked) take(row)
    if (!wasAsked || row.isChange) handOn(client, 'FETCH', response)
  }
}

function askedIn(range: Range): (row: FetchedRow) => boolean {
  if ('from' in range) return ({ sequence }) => sequence >= range.from && sequence <= range.to
  const asked = new Set('uids' in range ? range.uids : range.sequences)
  return ({ uid, sequence }) => asked.has('uids' in range ? uid : sequence)
}

/** The same, all rows together, what came of one message in one row. */
export async function fetchRows(client: ImapFlow, range: Range, items: readonly FetchItem[]): Promise<FetchedRow[]> {
  const rows = new Map<number, FetchedRow>()
  await fetchEach(client, range, items, (row) => addRow(rows, row))
  return [...rows.values()]
}

/** Adds what came of a message to what has come before, which is seldom anything. */
export function addRow(rows: Map<number, FetchedRow>, row: FetchedRow): void {
  const known = rows.get(row.uid)
  rows.set(row.uid, known ? { ...known, ...row } : row)
}

/** By UID, for hundreds of messages with a few items of each: read from the bytes as they come from the network. */
export async function fetchMany(
  client: ImapFlow,
  uids: readonly number[],
  items: readonly FetchItem[],
): Promise<Map<number, FetchedRow>> {
  const rows = new Map<number, FetchedRow>()
  const take = taker(client, { uids }, (row) => addRow(rows, row))
  const frames = new FetchFrames(take)
  const asked = [sequence(uidSet(uids)), [atom('UID'), ...items.map(fetchItem)]]
  await commandOnBytes(client, 'UID FETCH', asked, frames, { FETCH: take })
  return rows
}

function fetchItem(item: FetchItem): Token {
  if (typeof item === 'string') return atom(item)
  if ('headers' in item)
    return {
      ...atom('BODY.PEEK'),
      section: [atom('HEADER.FIELDS'), item.headers.map(atom)],
      partial: [0, item.maxBytes],
    }
  // No section is the whole message.
  const section = item.section === '' ? [] : [atom(item.section)]
  return { ...atom('BODY.PEEK'), section, partial: [0, item.maxBytes] }
}

/** What a FETCH answer says, null where it names no message by its UID. */
export function readRow(response: ImapResponse): FetchedRow | null {
  const list = response.attributes?.[1]
  if (!Array.isArray(list)) return null
  const row: FetchedRow = { uid: 0, sequence: Number(response.command) || 0 }
  for (let index = 0; index + 1 < list.length; index += 2) readItem(row, list[index], list[index + 1])
  return row.uid > 0 ? row : null
}

function readItem(row: FetchedRow, key: ImapAttribute | undefined, value: ImapAttribute | undefined): void {
  const name = text(key).toUpperCase()
  if (name === 'UID') row.uid = Number(text(value))
  else if (name === 'FLAGS') row.flags = getStringList(value)
  else if (name === 'MODSEQ') row.isChange = true
  else if (name === 'RFC822.SIZE') row.sizeBytes = Number(text(value)) || 0
  else if (name === 'INTERNALDATE') row.receivedAt = new Date(text(value))
  else if (name === 'PREVIEW') row.preview = text(value)
  else if (name === 'ENVELOPE' && Array.isArray(value)) row.envelope = readEnvelopeList(value)
  else if (name === 'BODYSTRUCTURE' && Array.isArray(value)) row.structure = readStructureList(value)
  else if (name === 'BODY' && key && 'section' in key && key.section) {
    row.sections ??= new Map()
    row.sections.set(text(key.section[0]).toUpperCase(), bytes(value))
  }
}

/** Milliseconds since 1970, the beginning of which also stands for a date that cannot be read. */
export function dateOf(date: Date | undefined): number {
  const ms = date?.getTime() ?? 0
  return Number.isNaN(ms) ? 0 : ms
}
