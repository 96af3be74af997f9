import type { MessageReference, Order } from '../../mail-account.ts'
import { atom, sequence } from '../ext/command.ts'
import { countMatches } from '../ext/extended-search.ts'
import { carefulRows, type RowMemory, type WithCare } from '../careful-rows.ts'
import { dateOf, fetchRows, type FetchedRow } from '../ext/fetch.ts'
import type { Selected } from '../kept-connection.ts'
import { careOf } from '../rows.ts'
import { sourceOf } from './order-of.ts'
import { wholeOrder, type OrderMemory } from './ordered-uids.ts'

const highestUid = 4_294_967_295

/** Where a message of the selected folder stands, or null when it is gone. */
export async function positionOf(
  client: Selected,
  { validity, uid }: MessageReference,
  order: Order,
  memory: OrderMemory,
): Promise<number | null> {
  if (validity !== String(client.mailbox.uidValidity)) return null
  const [row] = await fetchRows(client, { uids: [uid] }, [])
  if (!row) return null
  const source = sourceOf(order, client)
  if (source.kind === 'sequence') return order.reverse ? row.sequence - 1 : client.mailbox.exists - row.sequence
  if (source.kind === 'sorted') {
    const uids = await wholeOrder(client, source.sortKey, memory)
    const index = uids.indexOf(uid)
    return index < 0 ? null : uids.length - 1 - index
  }
  const [first, rest] = source.groups
  const ofUids = (set: string) => [atom('UID'), sequence(set)]
  const newer = ofUids(`${Math.min(uid + 1, highestUid)}:${highestUid}`)
  if ((await countMatches(client, [...first, ...ofUids(String(uid))])) > 0) {
    return countMatches(client, [...first, ...newer])
  }
  return (await countMatches(client, first)) + (await countMatches(client, [...rest, ...newer]))
}

/** Where a date stands in the selected folder, by arrival or by sending; null beyond the last message. */
export async function positionAt(
  client: Selected,
  dateMs: number,
  { sort, reverse }: Order & { sort: 'arrived' | 'sent' },
  memory: OrderMemory & RowMemory,
): Promise<number | null> {
  const dates =
    sort === 'arrived'
      ? arrivalDates(client)
      : sendingDates(client, await wholeOrder(client, ['DATE'], memory), careOf(memory, client))
  const total = client.mailbox.exists
  // Newest first the messages up to the date stand at the end, so their number counts back from there.
  const before = await countLeading(total, dates, (date) => (reverse ? date < dateMs : date <= dateMs))
  if (reverse) return before < total ? before : null
  return before > 0 ? total - before : null
}

/** Dates at places counted from 0, the oldest first; what is gone meanwhile is left out. */
type DatesAt = (places: readonly number[]) => Promise<Map<number, number>>

function arrivalDates(client: Selected): DatesAt {
  return async (places) => {
    const rows = await fetchRows(client, { sequences: places.map((place) => place + 1) }, ['INTERNALDATE'])
    return new Map(rows.map((row) => [row.sequence - 1, dateOf(row.receivedAt)]))
  }
}

function sendingDates(client: Selected, uids: Uint32Array, care: WithCare): DatesAt {
  return async (places) => {
    const wanted = places.map((place) => uids[place]).filter((uid) => uid !== undefined)
    const rows = await carefulRows(client, wanted, ['ENVELOPE', 'INTERNALDATE'], care)
    return new Map(rows.map((row) => [uids.indexOf(row.uid), sentDateOf(row)]))
  }
}

/** A message without a date counts as sent when it arrived (RFC 5256, 2.2). */
function sentDateOf({ envelope, receivedAt }: FetchedRow): number {
  const sent = dateOf(envelope?.date instanceof Date ? envelope.date : undefined)
  return sent === 0 ? dateOf(receivedAt) : sent
}

const probes = 32

/** How many places at the beginning have a date that fits. Looks at 32 places at a time: four questions for a million. */
async function countLeading(total: number, datesAt: DatesAt, fits: (dateMs: number) => boolean): Promise<number> {
  let low = 0
  let high = total
  while (low < high) {
    const step = Math.max(1, Math.ceil((high - low) / probes))
    const places: number[] = []
    for (let place = low + Math.floor(step / 2); place < high; place += step) places.push(place)
    const dates = [...(await datesAt(places))].sort(([a], [b]) => a - b)
    if (dates.length === 0) return low
    const failing = dates.findIndex(([, date]) => !fits(date))
    const lastFitting = dates[failing < 0 ? dates.length - 1 : failing - 1]
    if (failing >= 0) high = dates[failing]?.[0] ?? high
    if (lastFitting) low = Math.max(low, lastFitting[0] + 1)
  }
  return low
}
