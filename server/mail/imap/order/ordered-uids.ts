import { Problem } from '#server/problem.ts'
import type { Order } from '../../mail-account.ts'
import type { Argument } from '../ext/command.ts'
import { allUids, countMatches, hasPartial, partialUids, type Scope } from '../ext/extended-search.ts'
import type { Selected } from '../kept-connection.ts'
import { must } from '../must.ts'
import { folderKeyOf } from '../rows.ts'
import type { OrderCache } from './order-cache.ts'
import { sourceOf } from './order-of.ts'

/** Larger folders are never sorted whole: the answer would come near the bounds of `connect.ts` on one answer. */
const mostWhole = 400_000
/** Without ESORT every UID is a token of its own. */
const mostWholeByTokens = 50_000

export interface OrderMemory {
  user: string
  orders: OrderCache
}

/** The UIDs of one stretch of the selected folder, in an order that is not by sequence. */
export async function orderedUids(
  client: Selected,
  order: Order,
  { offset, limit }: { offset: number; limit: number },
  memory: OrderMemory,
): Promise<number[]> {
  const source = sourceOf(order, client)
  if (source.kind === 'sequence') throw new Error('By sequence there is nothing to look up')
  if (source.kind === 'sorted') return sortedUids(client, source.sortKey, offset, limit, memory)
  const [first, rest] = source.groups
  const fitting = await countMatches(client, first)
  const start = Math.max(0, offset - fitting)
  const fromFirst = await newestOf(client, first, fitting, offset, limit)
  const left = limit - Math.max(0, Math.min(limit, fitting - offset))
  return [...fromFirst, ...(await newestOf(client, rest, client.mailbox.exists - fitting, start, left))]
}

/** A stretch of the `count` messages that fit, newest first. */
async function newestOf(
  client: Selected,
  criteria: readonly Argument[],
  count: number,
  offset: number,
  limit: number,
): Promise<number[]> {
  const to = count - offset
  const from = Math.max(1, to - limit + 1)
  if (to < from) return []
  const scope = { criteria }
  const uids = hasPartial(client, scope)
    ? await partialUids(client, scope, from, to)
    : (await allUids(client, scope, mostWhole)).subarray(from - 1, to)
  return [...uids].reverse()
}

/** The first stretch is asked for alone; whoever looks further gets the whole order, kept for the next stretch. */
async function sortedUids(
  client: Selected,
  sortKey: readonly string[],
  offset: number,
  limit: number,
  memory: OrderMemory,
): Promise<number[]> {
  checkSorting(client)
  const to = client.mailbox.exists - offset
  const from = Math.max(1, to - limit + 1)
  if (to < from) return []
  const scope = { sortKey }
  if (hasPartial(client, scope) && (offset === 0 || client.mailbox.exists > mostWhole)) {
    return [...(await partialUids(client, scope, from, to))].reverse()
  }
  return [...(await wholeOrder(client, sortKey, memory)).subarray(from - 1, to)].reverse()
}

/**
 * Every UID of the selected folder sorted by this key, from the cache where it is still good.
 *
 * @throws Problem `sorting-unavailable` when the server has no SORT, or the folder is too large to sort whole
 */
export async function wholeOrder(
  client: Selected,
  sortKey: readonly string[],
  { user, orders }: OrderMemory,
): Promise<Uint32Array> {
  checkSorting(client)
  const { exists, path } = client.mailbox
  if (exists > (client.capabilities.has('ESORT') ? mostWhole : mostWholeByTokens)) {
    throw new Problem('sorting-unavailable')
  }
  // imapflow keeps the next UID as it was at SELECT; only STATUS tells the present one.
  const { uidNext } = await must(client.status(path, { uidNext: true }))
  const key = `${folderKeyOf(user, client)}\0${sortKey.join(' ')}`
  const stamp = `${uidNext} ${client.mailbox.exists}`
  const known = orders.get(key, stamp)
  if (known) return known
  const scope: Scope = { sortKey }
  const uids = await allUids(client, scope, mostWhole)
  if (uids.length === client.mailbox.exists) orders.set(key, stamp, uids)
  return uids
}

function checkSorting({ capabilities }: Selected): void {
  if (!capabilities.has('SORT')) throw new Problem('sorting-unavailable')
}
