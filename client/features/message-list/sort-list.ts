import { announce } from '#client/accessibility/announcer.ts'
import { call } from '#client/api/call.ts'
import { formatDay } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { findPosition } from '#client/mail/find-position.ts'
import { isByDate, useListOrder } from '#client/mail/list-order.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { sortFolder } from '#client/mail/sort-folder.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { type TypedDate } from '#client/mail/typed-date.ts'
import { type FolderList, listFolders } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { chooseListOrder, readAllInConversations } from '#contract/list-order-choice.ts'
import { type ListOrder } from '#contract/list-orders.ts'
import { lateOrderWords, orderName } from './list-orders.ts'
import { type ListPlaces } from './use-list-order.ts'

/* What the menu of orders does, in a file of its own that is loaded after the first screen. Failures are told, never thrown. */

lateOrderWords.value = {
  name: (order) => t(`list-orders.order.${order}`),
  actionKey: (what) => `list-orders.sort.${what}`,
}

/** Sorts a list, and keeps that for the next time the folder is read, in whatever browser. */
export async function sortList(places: ListPlaces, wanted: ListOrder): Promise<void> {
  const { id } = places.folder()
  try {
    await sortFolder(id, wanted)
    announce(t('message-list.sortedBy', { order: orderName(wanted) }))
    await showAgain(places)
  } catch (error) {
    tellFailure(t('message-list.notSorted'), error, () => void sortList(places, wanted))
    return
  }
  await keepOrder(id, wanted)
}

async function showAgain({ folder, need, show }: ListPlaces): Promise<void> {
  const { openId, focusedId } = useMailView()
  const messageId = openId ?? focusedId
  const position = messageId ? await findPosition(folder().id, { messageId }) : null
  if (position === null) return
  await need(position, position)
  show(position)
}

let lastKept: Promise<unknown> = Promise.resolve()

/** After all that was asked to be kept before. */
async function keepOrder(folderId: FolderId, order: ListOrder): Promise<void> {
  const before = lastKept
  const keeping = before.then(() => call(chooseListOrder, { params: { folderId }, body: { order } }))
  lastKept = keeping.catch(() => undefined)
  try {
    await keeping
  } catch (error) {
    tellFailure(t('list-orders.notKept'), error, () => void keepOrder(folderId, order))
  }
}

const areAllInConversations = (): boolean =>
  mailboxCache().cache.getQueryData<FolderList>(keys.folders())?.allInConversations ?? false

/** The entry of the menu that switches it. */
export const everywhereItem = () => ({ label: t('list-orders.everywhere'), checked: areAllInConversations() })

/** Reads every folder in conversations for which the person chose no other order, or none of them any more. */
export async function switchAllInConversations(places: ListPlaces, on = !areAllInConversations()): Promise<void> {
  const { cache, forgetRows } = mailboxCache()
  const { orderOf, choose } = useListOrder()
  try {
    await call(readAllInConversations, { body: { on } })
    const list = await call(listFolders, {})
    cache.setQueryData(keys.folders(), list)
    const shown = places.folder().id
    for (const { id, order = 'newest' } of list.items.filter(
      (folder) => orderOf(folder.id) !== (folder.order ?? 'newest'),
    )) {
      if (id === shown) await sortFolder(id, order)
      else {
        choose(id, order)
        forgetRows(id)
      }
    }
    announce(t(on ? 'list-orders.everywhereOn' : 'list-orders.everywhereOff'))
    // Where the row cannot be found again, the list is still as it was wished.
    await showAgain(places).catch(() => undefined)
  } catch (error) {
    tellFailure(t('list-orders.notEverywhere'), error, () => void switchAllInConversations(places, on))
  }
}

/** Goes to where a date lies in a list, however long it is. A list that is not by date is first sorted by it, for this time. */
export async function goToDateIn(places: ListPlaces, date: TypedDate): Promise<void> {
  const { folder, total, need, focus } = places
  const { id } = folder()
  const { orderOf } = useListOrder()
  try {
    if (!isByDate(orderOf(id))) await sortFolder(id, 'newest')
    const dateMs = orderOf(id) === 'oldest' ? date.startMs : date.endMs
    const found = await findPosition(id, { dateMs })
    const position = Math.min(found ?? total(), total() - 1)
    await need(position, position)
    focus(position)
    announce(t(found === null ? 'message-list.noneThen' : 'message-list.wentTo', { date: formatDay(date.startMs) }))
  } catch (error) {
    tellFailure(t('message-list.notSorted'), error, () => void goToDateIn(places, date))
  }
}
