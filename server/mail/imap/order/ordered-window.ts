import type { Order, Window } from '../../mail-account.ts'
import type { Selected } from '../kept-connection.ts'
import { folderKeyOf, referenceIn, rowsOfUids, summaryOf } from '../rows.ts'
import { readWindow, stateOf, type Memory } from '../window.ts'
import type { OrderCache } from './order-cache.ts'
import { orderedUids } from './ordered-uids.ts'

/** What the windows of one account are read with. */
export interface WindowMemory extends Memory {
  orders: OrderCache
}

/** A stretch of the selected folder in any order: one question for the UIDs, one for the rows not known yet. */
export async function readOrderedWindow(
  client: Selected,
  { offset, limit }: { offset: number; limit: number },
  order: Order,
  memory: WindowMemory,
): Promise<Window> {
  if (order.sort === 'arrived') return readWindow(client, offset, limit, memory, order.reverse)
  const { user, cache } = memory
  const { total, unread } = await stateOf(client)
  const uids = await orderedUids(client, order, { offset, limit }, memory)
  const folderKey = folderKeyOf(user, client)
  const rows = new Map((await rowsOfUids(client, uids, folderKey, cache)).map((row) => [row.fixed.uid, row]))
  const items = uids.flatMap((uid) => {
    const row = rows.get(uid)
    return row ? [summaryOf(referenceIn(client, uid), row)] : []
  })
  return { folder: client.mailbox.path, ...order, offset, total, unread, items }
}
