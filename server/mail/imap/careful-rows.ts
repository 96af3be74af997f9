import type { MessageAddressObject, MessageEnvelopeObject } from 'imapflow'
import { decodeText } from 'imapflow/lib/tools.js'
import addressParser from 'nodemailer/lib/addressparser'
import { AnswerTooLarge, isTooLarge } from './answer-too-large.ts'
import { addRow, fetchEach, fetchRows, type FetchedRow, type FetchItem } from './ext/fetch.ts'
import type { Selected } from './kept-connection.ts'
import type { Care, RowCache } from './row-cache.ts'

/** Of a header that had to be read with care; few enough to be kept in the cache. */
const mostAddressesWithCare = 500
/** A message smaller than this cannot have an envelope or structure too large to take. */
const smallMessageBytes = 150_000
const headerLimitBytes = 128_000
const headerNames = ['From', 'Sender', 'Reply-To', 'To', 'Cc', 'Bcc', 'Subject', 'Date', 'Message-ID'] as const

export interface WithCare {
  folderKey: string
  /** Remembers which messages need care. */
  cache: RowCache
  /** Called with what came before the connection broke. */
  arrived?: (rows: readonly FetchedRow[]) => void
}

/** What is remembered of the messages of one account. */
export interface RowMemory {
  user: string
  cache: RowCache
}

/**
 * Fetches envelopes or structures, and what else is asked for. Ordinary messages come in one command. A message made to choke a
 * reader — a hundred thousand recipients, ten thousand parts — breaks the connection at the bounds set for it; it is then
 * remembered and asked for with more care on a fresh one, so that it never hides the messages around it.
 *
 * @throws AnswerTooLarge when the connection broke that way: the same call on a fresh connection gets further
 */
export async function carefulRows(
  client: Selected,
  uids: readonly number[],
  items: readonly FetchItem[],
  known: WithCare,
): Promise<FetchedRow[]> {
  await clearSmallSuspects(client, uids, known)
  const rows: FetchedRow[] = []
  for (const [care, some] of Map.groupBy(uids, (uid) => known.cache.careFor(known.folderKey, uid))) {
    // Parts without end are rare and each may break the connection, so these are asked for one by one.
    const lots = care === 'none' ? [some] : some.map((uid) => [uid])
    for (const lot of lots) rows.push(...(await fetchLot(client, lot, itemsWith(care, items), known)))
  }
  return rows
}

/** What is asked for of a message that needs care: of its envelope the header, within bounds; of its structure in the end nothing. */
function itemsWith(care: Care, items: readonly FetchItem[]): readonly FetchItem[] {
  if (care === 'none') return items
  const left = care === 'no-structure' ? items.filter((item) => item !== 'BODYSTRUCTURE') : items
  return left.map((item) => (item === 'ENVELOPE' ? { headers: headerNames, maxBytes: headerLimitBytes } : item))
}

async function fetchLot(
  client: Selected,
  uids: readonly number[],
  items: readonly FetchItem[],
  { folderKey, cache, arrived }: WithCare,
): Promise<FetchedRow[]> {
  const rows = new Map<number, FetchedRow>()
  try {
    await fetchEach(client, { uids }, items, (row) => addRow(rows, row))
  } catch (error) {
    if (!isTooLarge(error, client)) throw error
    arrived?.(withEnvelopes(rows))
    const suspects = uids.filter((uid) => !rows.has(uid))
    for (const uid of suspects.length > 0 ? suspects : uids)
      cache.suspect(folderKey, uid, cache.careFor(folderKey, uid))
    throw new AnswerTooLarge(error)
  }
  return withEnvelopes(rows)
}

function withEnvelopes(rows: ReadonlyMap<number, FetchedRow>): FetchedRow[] {
  return [...rows.values()].map((row) => {
    const header = row.sections?.get('HEADER.FIELDS')
    return row.envelope || !header ? row : { ...row, envelope: envelopeOf(header) }
  })
}

/** Of messages that may have broken the connection, those too small to have done so need no care. */
async function clearSmallSuspects(
  client: Selected,
  uids: readonly number[],
  { folderKey, cache }: WithCare,
): Promise<void> {
  const suspects = uids.filter((uid) => cache.careFor(folderKey, uid) !== 'none')
  if (suspects.length === 0) return
  const rows = await fetchRows(client, { uids: suspects }, ['RFC822.SIZE'])
  for (const { uid, sizeBytes = 0 } of rows) if (sizeBytes < smallMessageBytes) cache.clear(folderKey, uid)
}

/** The envelope read from the header itself, as far as it was fetched. */
function envelopeOf(header: Buffer): MessageEnvelopeObject {
  const lines = header
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
