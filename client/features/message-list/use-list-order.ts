import { computed } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { t } from '#client/i18n/i18n.ts'
import { findPosition } from '#client/mail/find-position.ts'
import { type ListOrder, listOrders, useListOrder } from '#client/mail/list-order.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { problemText } from '#client/mail/problem-text.ts'
import { sortFolder } from '#client/mail/sort-folder.ts'
import { useFolders } from '#client/mail/use-mailbox.ts'
import { type Folder } from '#contract/folders.ts'
import { ordersFor } from './list-orders.ts'

export interface ListPlaces {
  folder: () => Folder
  total: () => number
  need: (from: number, to: number) => Promise<void>
  /** Scrolls a row into view and makes it the one that Tab comes to. */
  show: (position: number) => void
  /** The same, and gives it the focus. */
  focus: (position: number) => void
}

/** The order of a list, chosen by menu or palette. The message the person was on stays in sight, wherever it then stands. */
export function useListSorting({ folder, need, show }: ListPlaces) {
  const view = useMailView()
  const listOrder = useListOrder()
  const order = computed(() => listOrder.orderOf(folder().id))
  const { sorts, groups } = useFolders()
  const canSort = (wanted: ListOrder) =>
    wanted === 'conversations' ? groups.value : sorts.value.includes(listOrders[wanted].sort)
  const isOutgoing = computed(() => folder().role === 'sent' || folder().role === 'drafts')

  async function sortBy(wanted: ListOrder): Promise<void> {
    if (wanted === order.value) return
    try {
      await sortFolder(folder().id, wanted)
      announce(t('message-list.sortedBy', { order: t(`message-list.order.${wanted}`) }))
      await showAgain(view.openId ?? view.focusedId)
    } catch (error) {
      tellNotSorted(error, () => void sortBy(wanted))
    }
  }

  async function showAgain(messageId: typeof view.openId): Promise<void> {
    const position = messageId ? await findPosition(folder().id, { messageId }) : null
    if (position === null) return
    await need(position, position)
    show(position)
  }

  const actions = (Object.keys(listOrders) as ListOrder[]).map((wanted) =>
    defineAction({
      id: `sort-${wanted}`,
      labelKey: `message-list.sort.${wanted}`,
      groupKey: 'app.group.do',
      when: () => wanted !== order.value && canSort(wanted) && ordersFor(isOutgoing.value).includes(wanted),
      run: () => void sortBy(wanted),
    }),
  )
  useAction(...actions)
  return { order, isOutgoing, sortBy }
}

export function tellNotSorted(error: unknown, again: () => void): void {
  const text = t('actions.failed', { what: t('message-list.notSorted'), why: problemText(error) })
  useOutcome().tell(text, { failed: true, action: { label: t('app.tryAgain'), run: again } })
}
