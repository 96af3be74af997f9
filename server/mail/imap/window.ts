import { Problem } from '#server/problem.ts'
import type { Window } from '../mail-account.ts'
import { changesTold } from './ext/changes.ts'
import type { Selected } from './kept-connection.ts'
import { must } from './must.ts'
import type { RowCache } from './row-cache.ts'
import { folderKeyOf, newRowsOfRange, referenceIn, rowsOfRange, summaryOf } from './rows.ts'
import { numbersChanges, type FolderState, type SeenWindows } from './seen-windows.ts'

/** Total and unread of the selected folder as the connection knows it; STATUS alone would not bring in what others did. */
export async function countsOf(client: Selected): Promise<{ total: number; unread: number }> {
  const { messages, unseen } = await must(client.status(client.mailbox.path, { messages: true, unseen: true }))
  return { total: messages ?? client.mailbox.exists, unread: unseen ?? 0 }
}

/** What opened folders were when they were last counted, and how many changes had been told by then. */
const counted = new WeakMap<Selected['mailbox'], { state: FolderState; changes: number }>()

/** The selected folder as it is now. Where the server has told of no change since it was last counted it is not asked again. */
export async function stateOf(client: Selected): Promise<FolderState> {
  const changes = changesTold(client)
  const known = counted.get(client.mailbox)
  if (known?.changes === changes && numbersChanges(client)) return known.state
  const query = { messages: true, unseen: true, uidNext: true, highestModseq: true }
  const { messages, unseen, uidNext, highestModseq } = await must(client.status(client.mailbox.path, query))
  const state = { total: messages ?? client.mailbox.exists, unread: unseen ?? 0, uidNext, highestModseq }
  counted.set(client.mailbox, { state, changes })
  return state
}

export interface Memory {
  user: string
  cache: RowCache
  seen: SeenWindows
}

/**
 * A stretch of the selected folder by arrival, newest first or reversed: sequence numbers, one FETCH, no sorting; and no FETCH
 * at all where nothing has changed since the stretch was last read.
 */
export async function readWindow(
  client: Selected,
  offset: number,
  limit: number,
  { user, cache, seen }: Memory,
  reverse = false,
): Promise<Window> {
  const state = await stateOf(client)
  const { total, unread } = state
  const { exists } = client.mailbox
  const to = reverse ? Math.min(exists, offset + limit) : exists - offset
  const from = reverse ? offset + 1 : Math.max(1, to - limit + 1)
  const stretch = `${from}:${to}`
  let rows = to < from ? [] : seen.find(client, stretch, state)
  if (rows === null) {
    const folderKey = folderKeyOf(user, client)
    const read = cache.visit(folderKey, { from, to }) ? rowsOfRange : newRowsOfRange
    rows = await read(client, { from, to }, folderKey, cache)
    seen.keep(client, stretch, state, rows)
  }
  if (reverse) rows = rows.toReversed()
  const items = rows.map((row) => summaryOf(referenceIn(client, row.fixed.uid), row))
  return { folder: client.mailbox.path, sort: 'arrived', reverse, offset, total, unread, items }
}

/** Throws `message-gone` when the selected folder is no longer the one the reference was made for. */
export function checkValidity(client: Selected, validity: string): void {
  if (String(client.mailbox.uidValidity) !== validity) throw new Problem('message-gone')
}
