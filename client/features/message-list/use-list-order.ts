import { computed, watchEffect } from 'vue'
import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { useListOrder } from '#client/mail/list-order.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { problemText } from '#client/mail/problem-text.ts'
import { useFolders } from '#client/mail/use-mailbox.ts'
import { type Folder } from '#contract/folders.ts'
import { type ListOrder, listOrders } from '#contract/list-orders.ts'
import { lateOrderWords, ordersFor } from './list-orders.ts'

export interface ListPlaces {
  folder: () => Folder
  total: () => number
  need: (from: number, to: number) => Promise<void>
  /** Scrolls a row into view and makes it the one that Tab comes to. */
  show: (position: number) => void
  /** The same, and gives it the focus. */
  focus: (position: number) => void
}

export const loadSorting = () => import('./sort-list.ts')

/** The order of a list, chosen by menu or palette. The message the person was on stays in sight, wherever it then stands. */
export function useListSorting(places: ListPlaces) {
  const { folder } = places
  const listOrder = useListOrder()
  const order = computed(() => listOrder.orderOf(folder().id))
  const { sorts, groups } = useFolders()
  const canSort = (wanted: ListOrder) =>
    wanted === 'conversations' ? groups.value : sorts.value.includes(listOrders[wanted].sort)
  watchEffect(() => {
    if (order.value !== 'newest') void loadSorting().catch(() => undefined)
  })
  const isOutgoing = computed(() => folder().role === 'sent' || folder().role === 'drafts')

  async function sortBy(wanted: ListOrder): Promise<void> {
    if (wanted === order.value) return
    await withSorting(({ sortList }) => sortList(places, wanted))
  }

  const actions = (Object.keys(listOrders) as ListOrder[]).map((wanted) =>
    defineAction({
      id: `sort-${wanted}`,
      get labelKey() {
        return lateOrderWords.value?.actionKey(wanted) ?? ''
      },
      groupKey: 'app.group.do',
      when: () =>
        lateOrderWords.value !== undefined &&
        wanted !== order.value &&
        canSort(wanted) &&
        ordersFor(isOutgoing.value).includes(wanted),
      run: () => void sortBy(wanted),
    }),
  )
  const everywhere = defineAction({
    id: 'conversations-everywhere',
    get labelKey() {
      return lateOrderWords.value?.actionKey('everywhere') ?? ''
    },
    groupKey: 'app.group.do',
    when: () => lateOrderWords.value !== undefined && groups.value,
    run: () => void switchEverywhere(),
  })
  useAction(...actions, everywhere)

  const switchEverywhere = () => withSorting(({ switchAllInConversations }) => switchAllInConversations(places))
  return { order, isOutgoing, sortBy, switchEverywhere }
}

/** The code comes after the first screen; where it cannot come, that is told. */
export async function withSorting(
  act: (code: Awaited<ReturnType<typeof loadSorting>>) => Promise<void>,
): Promise<void> {
  try {
    await act(await loadSorting())
  } catch (error) {
    useOutcome().tell(problemText(error), { failed: true })
  }
}
