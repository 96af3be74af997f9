import { nextTick, ref } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { formatDay } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { findPosition } from '#client/mail/find-position.ts'
import { isByDate, useListOrder } from '#client/mail/list-order.ts'
import { screenActions } from '#client/mail/screen-actions.ts'
import { sortFolder } from '#client/mail/sort-folder.ts'
import { type TypedDate } from '#client/mail/typed-date.ts'
import { type ListPlaces, tellNotSorted } from './use-list-order.ts'

/** Jumps to where a date lies in a list, however long it is. A list that is not by date is first sorted by it. */
export function useGoToDate({ folder, total, need, focus }: ListPlaces) {
  const listOrder = useListOrder()
  const asksForDate = ref(false)

  async function goToDate(date: TypedDate): Promise<void> {
    asksForDate.value = false
    // Until the dialog has let go of the page, nothing behind it can take the focus.
    await nextTick()
    const { id } = folder()
    try {
      if (!isByDate(listOrder.orderOf(id))) await sortFolder(id, 'newest')
      const dateMs = listOrder.orderOf(id) === 'oldest' ? date.startMs : date.endMs
      const found = await findPosition(id, { dateMs })
      const position = Math.min(found ?? total(), total() - 1)
      await need(position, position)
      focus(position)
      announce(t(found === null ? 'message-list.noneThen' : 'message-list.wentTo', { date: formatDay(date.startMs) }))
    } catch (error) {
      tellNotSorted(error, () => void goToDate(date))
    }
  }

  function askForDate(): void {
    asksForDate.value = true
  }
  useAction(defineAction({ ...screenActions.goToDate, when: () => total() > 0, run: askForDate }))
  return { asksForDate, askForDate, goToDate }
}
