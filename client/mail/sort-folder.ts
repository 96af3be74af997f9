import { type FolderId } from '#contract/ids.ts'
import { type ListOrder } from '#contract/list-orders.ts'
import { useListOrder } from './list-order.ts'
import { readRows, windowSize } from './load-rows.ts'
import { mailboxCache } from './mailbox-cache.ts'

/**
 * Reads a folder's list in another order; the old one stays on the screen until the new one is there.
 * @throws {ApiProblem} with the order as it was
 */
export async function sortFolder(folderId: FolderId, order: ListOrder): Promise<void> {
  const listOrder = useListOrder()
  const before = listOrder.orderOf(folderId)
  listOrder.choose(folderId, order)
  try {
    mailboxCache().setRows(await readRows(folderId, 0, windowSize))
  } catch (error) {
    // Another order may have been chosen while this one was asked for.
    if (listOrder.orderOf(folderId) === order) listOrder.choose(folderId, before)
    throw error
  }
}
