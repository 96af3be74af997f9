import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { type FolderId } from '#contract/ids.ts'
import { type MessageSort } from '#contract/message-order.ts'

/** What the server is asked for, by the name that people choose. The second is how every folder begins. */
export const listOrders = {
  /** A message and its answers are one row, where the newest of them stands. */
  conversations: { sort: 'arrived', reverse: 'false' },
  newest: { sort: 'arrived', reverse: 'false' },
  oldest: { sort: 'arrived', reverse: 'true' },
  unread: { sort: 'unread', reverse: 'false' },
  flagged: { sort: 'flagged', reverse: 'false' },
  attachment: { sort: 'attachment', reverse: 'false' },
  from: { sort: 'from', reverse: 'false' },
  to: { sort: 'to', reverse: 'false' },
  subject: { sort: 'subject', reverse: 'false' },
  largest: { sort: 'size', reverse: 'false' },
} as const satisfies Record<string, { sort: MessageSort; reverse: 'true' | 'false' }>

export type ListOrder = keyof typeof listOrders

/** Days stand in a row only in these orders, so only they have headings by date. */
export const isByDate = (order: ListOrder): boolean =>
  order === 'conversations' || order === 'newest' || order === 'oldest'

/** In which order each folder is read, for as long as the page is open; only here, since names of folders are private. */
export const useListOrder = defineStore('list-order', () => {
  const chosen = shallowRef<ReadonlyMap<FolderId, ListOrder>>(new Map())
  const orderOf = (folderId: FolderId): ListOrder => chosen.value.get(folderId) ?? 'newest'

  function choose(folderId: FolderId, order: ListOrder): void {
    chosen.value = new Map(chosen.value).set(folderId, order)
  }

  return { orderOf, choose }
})
