import type { MessageAddressObject, MessageEnvelopeObject } from 'imapflow'
import type { Address } from '#contract/messages.ts'
import { textLimitBytes } from '../mime/decode-text.ts'
import { sortParts, type MessageParts } from '../mime/structure.ts'
import { AnswerTooLarge, isTooLarge } from './answer-too-large.ts'
import { carefulRows } from './careful-rows.ts'
import { dateOf, fetchRows, type FetchedRow, type FetchItem } from './ext/fetch.ts'
import type { Selected } from './kept-connection.ts'
import type { FixedRow, RowCache } from './row-cache.ts'

const mostAddresses = 2_000

/** A row as it is now: what never changes, and its flags. */
export interface CurrentRow {
  fixed: FixedRow
  imapFlags: string[]
}

function itemsFor(client: Selected): FetchItem[] {
  const items: FetchItem[] = ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE']
  if (client.capabilities.has('PREVIEW')) items.push('PREVIEW')
  return [...items, 'ENVELOPE', 'BODYSTRUCTURE']
}

/**
 * Fetches rows that are not known yet.
 *
 * @throws AnswerTooLarge as `carefulRows`
 */
export async function freshRows(
  client: Selected,
  uids: readonly number[],
  folderKey: string,
  cache: RowCache,
): Promise<CurrentRow[]> {
  const arrived = (rows: readonly FetchedRow[]) => void keep(rows, folderKey, cache)
  return keep(await carefulRows(client, uids, itemsFor(client), { folderKey, cache, arrived }), folderKey, cache)
}

/**
 * All rows of a range at once. Where one of them breaks the connection, the folder is remembered as one to go through with care.
 *
 * @throws AnswerTooLarge as `freshRows`
 */
export async function freshRange(
  client: Selected,
  range: { from: number; to: number },
  folderKey: string,
  cache: RowCache,
): Promise<CurrentRow[]> {
  try {
    const rows = await fetchRows(client, range, itemsFor(client))
    // Of a message that others take away meanwhile, no more than its flags may come.
    return keep(
      rows.filter(({ receivedAt }) => receivedAt),
      folderKey,
      cache,
    )
  } catch (error) {
    if (!isTooLarge(error, client)) throw error
    cache.suspectFolder(folderKey)
    throw new AnswerTooLarge(error)
  }
}

function keep(rows: readonly FetchedRow[], folderKey: string, cache: RowCache): CurrentRow[] {
  return rows.map((row) => {
    const fixed = fixedRow(row)
    cache.set(folderKey, fixed)
    return { fixed, imapFlags: row.flags ?? [] }
  })
}

function fixedRow(row: FetchedRow): FixedRow {
  const { uid, structure, receivedAt, sizeBytes = 0, preview = '', envelope = {} } = row
  return {
    uid,
    ...readEnvelope(envelope),
    preview: oneLine(preview, 200),
    receivedAtMs: dateOf(receivedAt),
    sizeBytes,
    parts: structure ? sortParts(structure) : wholeText(sizeBytes),
  }
}

/** What an envelope says, within bounds. */
export function readEnvelope(envelope: MessageEnvelopeObject) {
  const sentAt = envelope.date instanceof Date ? envelope.date.getTime() : Number.NaN
  const from = addresses(envelope.from)
  // Where a message names neither, servers name its author once more (RFC 9051, 7.5.2): that is kept once.
  const orAuthor = (list: People) => (isSamePeople(list, envelope.from) ? from : addresses(list))
  return {
    from,
    sender: orAuthor(envelope.sender),
    replyTo: orAuthor(envelope.replyTo),
    to: addresses(envelope.to),
    cc: addresses(envelope.cc),
    bcc: addresses(envelope.bcc),
    subject: oneLine(envelope.subject ?? '', 2_000),
    sentAtMs: Number.isNaN(sentAt) ? null : sentAt,
    messageId: envelope.messageId ?? null,
  }
}

/** Where the structure cannot be told, the message is shown as it came: better raw than not at all. */
function wholeText(sizeBytes: number): MessageParts {
  const encoding = { charset: '', transferEncoding: '8bit', flowed: false, deleteSpace: false }
  // The size is of header and text together, so it can tell that the text was cut only when it is far over the limit.
  const encodedSizeBytes = sizeBytes > 2 * textLimitBytes ? sizeBytes : 0
  return {
    pieces: [{ text: { partId: 'TEXT', encodedSizeBytes, ...encoding }, html: null }],
    files: [],
    protections: [],
    leftOut: true,
    sifted: { texts: [], hasAttached: false, fileNames: [], types: [] },
  }
}

type People = MessageAddressObject[] | undefined

function isSamePeople(a: People = [], b: People = []): boolean {
  return a.length === b.length && a.every(({ name, address }, at) => name === b[at]?.name && address === b[at]?.address)
}

function addresses(list: People): Address[] {
  return (list ?? []).slice(0, mostAddresses).map(({ name = '', address = '' }) => ({
    name: oneLine(name, 500),
    address: oneLine(address, 500),
  }))
}

/** Printable ASCII with single spaces between: nothing to mend. */
const plain = /^[!-~]+(?: [!-~]+)*$/

function oneLine(text: string, longest: number): string {
  if (text.length <= longest && plain.test(text)) return text
  const line = text
    .slice(0, longest * 4)
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim()
  return line.length <= longest ? line : Array.from(line).slice(0, longest).join('')
}
