import type { MessageAddressObject, MessageEnvelopeObject } from 'imapflow'
import { decodeText } from 'imapflow/lib/tools.js'
import addressParser from 'nodemailer/lib/addressparser'
import type { Address } from '#contract/messages.ts'
import { textLimitBytes } from '../mime/decode-text.ts'
import { sortParts, type MessageParts } from '../mime/structure.ts'
import { AnswerTooLarge, isTooLarge } from './answer-too-large.ts'
import { addRow, dateOf, fetchEach, fetchRows, type FetchedRow, type FetchItem } from './ext/fetch.ts'
import type { Selected } from './kept-connection.ts'
import type { Care, FixedRow, RowCache } from './row-cache.ts'

const mostAddresses = 2_000
/** Of a header that had to be read with care; few enough to be kept in the cache. */
const mostAddressesWithCare = 500
/** A message smaller than this cannot have an envelope or structure too large to take. */
const smallMessageBytes = 150_000
const headerLimitBytes = 128_000
const headerNames = ['From', 'Sender', 'Reply-To', 'To', 'Cc', 'Bcc', 'Subject', 'Date', 'Message-ID'] as const

/** A row as it is now: what never changes, and its flags. */
export interface CurrentRow {
  fixed: FixedRow
  imapFlags: string[]
}

function itemsFor(client: Selected, care: Care): FetchItem[] {
  const items: FetchItem[] = ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE']
  if (client.capabilities.has('PREVIEW')) items.push('PREVIEW')
  items.push(care === 'none' ? 'ENVELOPE' : { headers: headerNames, maxBytes: headerLimitBytes })
  if (care !== 'no-structure') items.push('BODYSTRUCTURE')
  return items
}

/**
 * Fetches rows that are not known yet. Ordinary messages come in one command. A message made to choke a reader — a hundred
 * thousand recipients, ten thousand parts — breaks the connection at the bounds set for it; it is then remembered and asked
 * for with more care on a fresh one, so that it never hides the messages around it.
 *
 * @throws AnswerTooLarge when the connection broke that way: the same call on a fresh connection gets further
 */
export async function freshRows(
  client: Selected,
  uids: readonly number[],
  folderKey: string,
  cache: RowCache,
): Promise<CurrentRow[]> {
  const rows: CurrentRow[] = []
  for (const [care, some] of Map.groupBy(uids, (uid) => cache.careFor(folderKey, uid))) {
    // Parts without end are rare and each may break the connection, so these are asked for one by one.
    const lots = care === 'none' ? [some] : some.map((uid) => [uid])
    for (const lot of lots) rows.push(...(await fetchLot(client, lot, care, folderKey, cache)))
  }
  return rows
}

async function fetchLot(
  client: Selected,
  uids: readonly number[],
  care: Care,
  folderKey: string,
  cache: RowCache,
): Promise<CurrentRow[]> {
  const arrived = new Map<number, FetchedRow>()
  try {
    await fetchEach(client, { uids }, itemsFor(client, care), (row) => addRow(arrived, row))
  } catch (error) {
    if (!isTooLarge(error, client)) throw error
    keep([...arrived.values()], folderKey, cache)
    const suspects = uids.filter((uid) => !arrived.has(uid))
    for (const uid of suspects.length > 0 ? suspects : uids) cache.suspect(folderKey, uid, care)
    throw new AnswerTooLarge(error)
  }
  return keep([...arrived.values()], folderKey, cache)
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
    const rows = await fetchRows(client, range, itemsFor(client, 'none'))
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

/** Of messages that may have broken the connection, those too small to have done so need no care. */
export async function clearSmallSuspects(
  client: Selected,
  uids: readonly number[],
  folderKey: string,
  cache: RowCache,
): Promise<void> {
  const suspects = uids.filter((uid) => cache.careFor(folderKey, uid) !== 'none')
  if (suspects.length === 0) return
  const rows = await fetchRows(client, { uids: suspects }, ['RFC822.SIZE'])
  for (const { uid, sizeBytes = 0 } of rows) if (sizeBytes < smallMessageBytes) cache.clear(folderKey, uid)
}

function keep(rows: readonly FetchedRow[], folderKey: string, cache: RowCache): CurrentRow[] {
  return rows.map((row) => {
    const fixed = fixedRow(row)
    cache.set(folderKey, fixed)
    return { fixed, imapFlags: row.flags ?? [] }
  })
}

function fixedRow(row: FetchedRow): FixedRow {
  const { uid, structure, receivedAt, sizeBytes = 0, preview = '' } = row
  const envelope = row.envelope ?? envelopeOf(row.sections?.get('HEADER.FIELDS'))
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

/** The envelope read from the header itself, as far as it was fetched. */
function envelopeOf(header: Buffer | undefined): MessageEnvelopeObject {
  const lines = (header ?? Buffer.alloc(0))
    .toString('utf8')
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
  const field = (name: (typeof headerNames)[number]) =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      ?.slice(name.length + 1)
      .trim() ?? ''
  const people = (name: (typeof headerNames)[number]): MessageAddressObject[] =>
    addressParser(field(name), { flatten: true })
      .slice(0, mostAddressesWithCare)
      .map((person) => ({ name: decodeText(person.name), address: person.address }))
  const from = people('From')
  const or = (list: MessageAddressObject[]) => (list.length > 0 ? list : from)
  return {
    from,
    sender: or(people('Sender')),
    replyTo: or(people('Reply-To')),
    to: people('To'),
    cc: people('Cc'),
    bcc: people('Bcc'),
    subject: decodeText(field('Subject')),
    date: new Date(field('Date')),
    messageId: field('Message-ID'),
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
