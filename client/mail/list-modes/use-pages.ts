import { computed, reactive, watch } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { formatNumber } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { type FolderId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'

/** Rows on a page. */
const pageRows = 50

/** So many rows of the next page are read too: they come up when rows of this one leave. */
const rowsAhead = 10

interface PagedSet {
  readonly total: () => number
  readonly itemAt: (index: number) => MessageSummary | undefined
  /** The row that is open elsewhere on the page; its page is shown. */
  readonly currentId: () => string | null | undefined
  readonly need: (from: number, to: number) => void
}

/** A list in pages: which one is shown, of each list the one that was left. Positions count from the start of the list. */
export function usePages({ total, itemAt, currentId, need }: PagedSet) {
  const view = useMailView()
  const shownPages = reactive(new Map<string, number>())
  const listKey = () => view.listId ?? ('' as FolderId)
  const count = computed(() => Math.max(Math.ceil(total() / pageRows), 1))
  const page = computed(() => Math.min(shownPages.get(listKey()) ?? 0, count.value - 1))
  const first = computed(() => page.value * pageRows)
  /** Rows of the page that is shown. */
  const rows = computed(() => Math.min(pageRows, total() - first.value))

  function turnTo(next: number): void {
    shownPages.set(listKey(), Math.min(Math.max(next, 0), count.value - 1))
  }

  /** Says where the person is now. */
  function tell(): void {
    announce(t(`list-modes.now.${place.value.of}`, place.value))
  }

  const place = computed(() => ({
    page: formatNumber(page.value + 1),
    pages: formatNumber(count.value),
    from: formatNumber(first.value + 1),
    to: formatNumber(first.value + rows.value),
    count: total(),
    of: mailboxCache().rowsOf(listKey())?.grouping ? ('conversations' as const) : ('messages' as const),
  }))

  /** The position of a message whose row is known; null: it is not. Looked for first on the page that is shown. */
  function positionOf(id: string): number | null {
    const isIt = (index: number) => itemAt(index)?.id === id
    for (let index = first.value; index < first.value + rows.value; index += 1) if (isIt(index)) return index
    for (let index = 0; index < total(); index += 1) if (isIt(index)) return index
    return null
  }

  /** Turns to the page of a position; gives its place on that page. */
  function turnToPosition(position: number): number {
    turnTo(Math.floor(position / pageRows))
    return position - first.value
  }

  watch(
    [first, rows],
    () => {
      if (rows.value > 0) need(first.value, Math.min(first.value + rows.value + rowsAhead, total()) - 1)
    },
    { immediate: true },
  )
  // The first page takes new mail in by itself; on a later one every row would move.
  watch(page, (shown) => (view.isScrolled = shown > 0), { immediate: true })
  watch(
    currentId,
    (id) => {
      const position = id && !view.isInList ? positionOf(id) : null
      if (position !== null) turnToPosition(position)
    },
    { immediate: true },
  )

  return { page, count, first, rows, place, turnTo, turnToPosition, positionOf, tell }
}
