import { useQuery } from '@pinia/colada'
import { computed, type MaybeRefOrGetter, shallowRef, toValue, watch } from 'vue'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { type FolderRows, positionOf, showWaiting } from './folder-rows.ts'
import { missingRun, readRows, windowSize } from './load-rows.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { folderRowsQuery } from './queries.ts'

/** Whole windows that hold the gap; one around it where it would reach into two, for fewer rows are there sooner. */
function windowAround(gap: { offset: number; limit: number }): { offset: number; limit: number } {
  const offset = gap.offset - (gap.offset % windowSize)
  const limit = Math.ceil((gap.offset + gap.limit - offset) / windowSize) * windowSize
  if (limit <= windowSize || gap.limit > windowSize) return { offset, limit }
  return { offset: Math.max(0, gap.offset - Math.floor((windowSize - gap.limit) / 2)), limit: windowSize }
}

/** The list of a folder, filled in where it is looked at. */
export function useFolderRows(folderId: MaybeRefOrGetter<FolderId>) {
  const query = useQuery(() => folderRowsQuery(toValue(folderId)))
  const rows = computed<FolderRows | undefined>(() => query.data.value)
  /** What went wrong while reading further rows; the list itself stays. */
  const rowsProblem = shallowRef<unknown>(null)
  const reading = new Set<string>()

  watch(
    () => toValue(folderId),
    (_now, before) => {
      rowsProblem.value = null
      // Nobody reads there any more: whoever comes back finds what is new on top.
      const left = mailboxCache().rowsOf(before)
      if (left) mailboxCache().setRows(showWaiting(left))
    },
  )

  const itemAt = (position: number): MessageSummary | undefined => rows.value?.rows.get(position)
  const place = (id: MessageId): number => (rows.value ? positionOf(rows.value, id) : -1)

  /** Reads the rows in a range, both ends included, that are not known; with a window's worth around a small gap. */
  async function need(from: number, to: number): Promise<void> {
    const known = rows.value
    const run = known && missingRun(known, from, to + 1)
    if (!run) return
    const id = toValue(folderId)
    const { offset, limit } = windowAround(run)
    const request = `${id} ${offset} ${limit}`
    if (reading.has(request)) return
    reading.add(request)
    try {
      mailboxCache().setRows(await readRows(id, offset, limit))
      rowsProblem.value = null
    } catch (error) {
      if (id === toValue(folderId)) rowsProblem.value = error
    } finally {
      reading.delete(request)
    }
  }

  /** Reads rows again that are known already, below the first ones, which the list itself is read with. */
  async function readAgain({ from, to }: { from: number; to: number }): Promise<void> {
    if (to < windowSize) return
    mailboxCache().setRows(await readRows(toValue(folderId), from, to - from + 1))
  }

  /** Lets in what waits; resolves to how many messages that were. */
  function letWaitingIn(): number {
    if (!rows.value) return 0
    const { waiting } = rows.value
    mailboxCache().setRows(showWaiting(rows.value))
    return waiting
  }

  return { query, rows, rowsProblem, itemAt, place, need, readAgain, letWaitingIn }
}
