import { call } from '#client/api/call.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { listOrders } from '#contract/list-orders.ts'
import { findPosition as endpoint } from '#contract/message-order.ts'
import { useListOrder } from './list-order.ts'

/**
 * Where in a folder's list, in its present order, a message stands, or the first one that arrived at or before a moment.
 * Null when there is none.
 * @throws {ApiProblem}
 */
export async function findPosition(
  folderId: FolderId,
  sought: { messageId: MessageId } | { dateMs: number },
): Promise<number | null> {
  const order = useListOrder().orderOf(folderId)
  if (order === 'conversations') {
    const { findConversationPosition } = await import('./conversations/read-conversations.ts')
    return findConversationPosition(folderId, sought)
  }
  const { offset } = await call(endpoint, { params: { folderId }, query: { ...sought, ...listOrders[order] } })
  return offset
}
