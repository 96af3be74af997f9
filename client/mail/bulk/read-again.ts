import { type FolderId } from '#contract/ids.ts'
import { type FolderRows, sizeOfList } from '../folder-rows.ts'
import { readRows } from '../load-rows.ts'
import { keys, mailboxCache } from '../mailbox-cache.ts'
import { useMailView } from '../mail-view.ts'

const rowsAtOnce = 200
/** So many stretches are read in place; whoever has looked at more sees the rest read when they come to it again. */
const mostStretches = 5

/**
 * Reads the lists again that a job of this page has changed, and only then lets events about them in: what the job has brought
 * is in the list by then and is no news, however late the server tells of it. Where others changed a list meanwhile, it is
 * read once more.
 */
export async function readListsAgain(lists: readonly { folderId: FolderId }[], letIn: () => void): Promise<void> {
  const readAll = async (ids: readonly FolderId[]) => {
    for (const folderId of ids) await readListAgain(folderId).catch(() => undefined)
  }
  const ids = lists.map(({ folderId }) => folderId)
  await readAll(ids)
  letIn()
  await readAll(ids.filter(isOutOfStep))
}

function isOutOfStep(folderId: FolderId): boolean {
  const { rowsOf, folders } = mailboxCache()
  const known = useMailView().folderId === folderId ? rowsOf(folderId) : undefined
  const total = folders().find(({ id }) => id === folderId)?.total
  return known !== undefined && total !== undefined && sizeOfList(known) !== total
}

/** Reads again what is known of a folder's list, in place, so that nothing moves that need not; a list not shown waits. */
async function readListAgain(folderId: FolderId): Promise<void> {
  const { rowsOf, setRows, forgetRows, cache } = mailboxCache()
  const known = rowsOf(folderId)
  if (known && useMailView().folderId === folderId) {
    for (const offset of stretches(known)) setRows(await readRows(folderId, offset, rowsAtOnce))
  } else {
    forgetRows(folderId)
  }
  await cache.invalidateQueries({ key: keys.folders() }).catch(() => undefined)
}

function stretches(rows: FolderRows): number[] {
  const found = new Set([0, ...[...rows.rows.keys()].map((position) => position - (position % rowsAtOnce))])
  return [...found].sort((one, other) => one - other).slice(0, mostStretches)
}
