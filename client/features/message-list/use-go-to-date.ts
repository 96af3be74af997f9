import { nextTick, ref } from 'vue'
import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { screenActions } from '#client/mail/screen-actions.ts'
import { type TypedDate } from '#client/mail/typed-date.ts'
import { type ListPlaces, withSorting } from './use-list-order.ts'

/** Asks for a date, and goes to where it lies in the list. */
export function useGoToDate(places: ListPlaces) {
  const asksForDate = ref(false)

  async function goToDate(date: TypedDate): Promise<void> {
    asksForDate.value = false
    // Until the dialog has let go of the page, nothing behind it can take the focus.
    await nextTick()
    await withSorting(({ goToDateIn }) => goToDateIn(places, date))
  }

  function askForDate(): void {
    asksForDate.value = true
  }
  useAction(defineAction({ ...screenActions.goToDate, when: () => places.total() > 0, run: askForDate }))
  return { asksForDate, askForDate, goToDate }
}
