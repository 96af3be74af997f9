import { type ListOrder, listOrders } from '#client/mail/list-order.ts'

/** The orders that make sense for a folder: by sender for what came in, by recipient for what went out. */
export function ordersFor(isOutgoing: boolean): ListOrder[] {
  const senseless: ListOrder = isOutgoing ? 'from' : 'to'
  return (Object.keys(listOrders) as ListOrder[]).filter((order) => order !== senseless)
}
