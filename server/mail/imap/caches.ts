import type { ConversationCache } from './conversations/conversation-cache.ts'
import type { InTurn } from './in-turn.ts'
import type { OrderCache } from './order/order-cache.ts'
import type { RowCache } from './row-cache.ts'

/** What accounts remember together. */
export interface Caches {
  rows: RowCache
  orders: OrderCache
  conversations: ConversationCache
  moves: InTurn
}
