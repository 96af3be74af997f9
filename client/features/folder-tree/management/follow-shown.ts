import { call } from '#client/api/call.ts'
import { type FolderRows, positionOf } from '#client/mail/folder-rows.ts'
import { rowsFromWindow } from '#client/mail/merge-rows.ts'
import { type Followed } from '#client/mail/followed-ids.ts'
import { useListOrder } from '#client/mail/list-order.ts'
import { windowSize } from '#client/mail/load-rows.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { listOrders } from '#contract/list-orders.ts'
import { listMessages, type Message, type MessageSummary } from '#contract/messages.ts'

/**
 * Folders have new ids, and so have their messages. Reads the part of the list that is shown under its new id, and tells
 * which message is which by its place, time and subject. Only the list that is open is followed; others are read when they
 * are next shown.
 */
export async function followShown(ids: readonly Followed<FolderId>[]): Promise<Followed<MessageId>[]> {
  const listOrder = useListOrder()
  for (const { was, now } of ids) listOrder.choose(now, listOrder.orderOf(was))
  const view = useMailView()
  const shown = ids.find(({ was }) => was === view.folderId)
  const rows = shown && mailboxCache().rowsOf(shown.was)
  if (!shown || !rows) return []
  return followRows(rows, shown.now).catch(() => [])
}

async function followRows(rows: FolderRows, now: FolderId): Promise<Followed<MessageId>[]> {
  const { openId, focusedId } = useMailView()
  const { cache, setRows } = mailboxCache()
  const place = openId ?? focusedId
  const position = Math.max(place === null ? 0 : positionOf(rows, place), 0) + rows.waiting
  const offset = position - (position % windowSize)
  const window = await call(listMessages, {
    params: { folderId: now },
    query: { offset, limit: windowSize, ...listOrders[rows.order] },
  })
  setRows(rowsFromWindow(window, rows.order))
  const followed = window.items.flatMap((row, index) => {
    const before = rows.rows.get(offset + index - rows.waiting)
    return before && isSame(before, row) ? [{ was: before.id, now: row.id }] : []
  })
  const open = followed.find(({ was }) => was === openId)
  const message = open && cache.getQueryData<Message>(keys.message(open.was))
  if (message) cache.setQueryData(keys.message(open.now), { ...message, id: open.now, folderId: now })
  return followed
}

const isSame = (one: MessageSummary, other: MessageSummary) =>
  one.receivedAtMs === other.receivedAtMs && one.subject === other.subject
