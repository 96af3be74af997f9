import { call } from '#client/api/call.ts'
import { type FolderId } from '#contract/ids.ts'
import { type ListOrder, listOrders } from '#contract/list-orders.ts'
import { listMessages } from '#contract/messages.ts'
import { type FolderRows, type ListWindow } from './folder-rows.ts'
import { isInStep, mergeTop, mergeWindow, rowsFromWindow } from './merge-rows.ts'
import { searchKeyOf } from './found-list.ts'
import { useListOrder } from './list-order.ts'
import { useMailView } from './mail-view.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { readFound } from './read-found.ts'
import { timesToldOf } from './told-of.ts'
import { isWriting, writesSettled } from './writes.ts'

/** Rows asked for at once. */
export const windowSize = 50

const mostRowsPerRequest = 200
/** From then on, an answer that was overtaken is better than a hole, and in the end than asking on and on. */
const attempts = 3
const mostAttempts = 12

/**
 * Reads part of a list, a folder's or that of a search, from position `offset` as the person sees it, and merges it into
 * what is known. An answer that was overtaken by a change of the list, or of its order, is thrown away and asked for again.
 * @param isOwnChange what is new in the list came by the person's own action, and so waits for nobody
 * @throws {ApiProblem}
 */
export async function readRows(
  folderId: FolderId,
  offset: number,
  limit: number,
  signal?: AbortSignal,
  isOwnChange = false,
): Promise<FolderRows> {
  const searchKey = searchKeyOf(folderId)
  if (searchKey !== null) return readFound(searchKey, offset + limit - 1, signal)
  const { orderOf } = useListOrder()
  const view = useMailView()
  const { rowsOf, setRows } = mailboxCache()
  const inOrder = () => {
    const known = rowsOf(folderId)
    return known?.order === orderOf(folderId) ? known : undefined
  }
  for (let attempt = 1; ; attempt += 1) {
    await writesSettled()
    const order = orderOf(folderId)
    const before = inOrder()
    const told = timesToldOf(folderId)
    // What stands on top is asked for as it is there, since all of what is new there is not known.
    const waiting = before?.waiting ?? 0
    const [first, count] = offset === 0 ? [0, waiting + limit] : [waiting + offset, limit]
    const stretch = { offset: first, limit: Math.min(count, mostRowsPerRequest) }
    const window = await readWindow(folderId, order, stretch, signal)
    const known = inOrder()
    const hasMoved = known?.revision !== before?.revision || known?.waiting !== before?.waiting
    const wasOvertaken = isWriting() || hasMoved || told !== timesToldOf(folderId)
    if (orderOf(folderId) !== order || (wasOvertaken && attempt < attempts)) continue
    if (known && order === 'newest' && first > 0 && attempt < mostAttempts && !isInStep(known, window)) {
      // Only its top tells what of the list is new.
      setRows(await readRows(folderId, 0, windowSize, signal, isOwnChange))
      continue
    }
    const holdsBack = !isOwnChange && view.folderId === folderId && view.isReading
    const next = known ? await merged(known, window, holdsBack) : rowsFromWindow(window, order)
    if (!wasOvertaken || attempt === mostAttempts) return next
    if (!known || missingRun(known, offset, offset + limit)) setRows(next)
  }
}

async function merged(known: FolderRows, window: ListWindow, holdsBack: boolean): Promise<FolderRows> {
  if (known.order === 'conversations') return (await conversations()).mergeConversations(known, window, holdsBack)
  return known.order === 'newest' && window.offset === 0
    ? mergeTop(known, window, holdsBack)
    : mergeWindow(known, window)
}

const conversations = () => import('./conversations/read-conversations.ts')

async function readWindow(
  folderId: FolderId,
  order: ListOrder,
  stretch: { offset: number; limit: number },
  signal: AbortSignal | undefined,
): Promise<ListWindow> {
  if (order === 'conversations') return (await conversations()).fetchConversations(folderId, stretch, signal)
  const query = { ...stretch, ...listOrders[order] }
  return call(listMessages, { params: { folderId }, query }, signal ? { signal } : {})
}

/** The smallest run of positions in `from`…`to` (exclusive) that holds every hole, or null when there is none. */
export function missingRun(rows: FolderRows, from: number, to: number): { offset: number; limit: number } | null {
  let first = -1
  let last = -1
  for (let position = Math.max(from, 0); position < Math.min(to, rows.total); position += 1) {
    if (rows.rows.has(position)) continue
    if (first === -1) first = position
    last = position
  }
  return first === -1 ? null : { offset: first, limit: last - first + 1 }
}
