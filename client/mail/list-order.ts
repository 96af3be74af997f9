import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { type FolderId } from '#contract/ids.ts'
import { type ListOrder } from '#contract/list-orders.ts'
import { mailboxCache } from './mailbox-cache.ts'

/** Days stand in a row only in these orders, so only they have headings by date. */
export const isByDate = (order: ListOrder): boolean =>
  order === 'conversations' || order === 'newest' || order === 'oldest'

/** In which order each folder is read: as the server has kept it, until another is chosen here. */
export const useListOrder = defineStore('list-order', () => {
  const chosen = shallowRef<ReadonlyMap<FolderId, ListOrder>>(new Map())
  /** What was kept when a folder was first asked for: another browser's later choice must not turn rows round under the reader. */
  const begun = new Map<FolderId, ListOrder>()

  function orderOf(folderId: FolderId): ListOrder {
    const known = chosen.value.get(folderId) ?? begun.get(folderId)
    if (known) return known
    const folder = mailboxCache()
      .folders()
      .find(({ id }) => id === folderId)
    const order = folder?.order ?? 'newest'
    if (folder) begun.set(folderId, order)
    return order
  }

  function choose(folderId: FolderId, order: ListOrder): void {
    chosen.value = new Map(chosen.value).set(folderId, order)
  }

  return { orderOf, choose }
})
