import { shallowRef } from 'vue'
import { t } from '#client/i18n/i18n.ts'
import { type ListOrder, listOrders } from '#contract/list-orders.ts'

/** The orders that make sense for a folder: by sender for what came in, by recipient for what went out. */
export function ordersFor(isOutgoing: boolean): ListOrder[] {
  const senseless = isOutgoing ? 'from' : 'to'
  return (Object.keys(listOrders) as ListOrder[]).filter((order) => listOrders[order].sort !== senseless)
}

/** What orders are called, once the code that sorts has come: the first screen need not bring it. */
export const lateOrderWords = shallowRef<{
  name(order: ListOrder): string
  actionKey(what: ListOrder | 'everywhere'): string
}>()

export function orderName(order: ListOrder): string {
  return order === 'newest' ? t('message-list.newestFirst') : (lateOrderWords.value?.name(order) ?? '…')
}
