import { type FolderId } from '#contract/ids.ts'
import { type FolderRows } from '../folder-rows.ts'
import { readRows } from '../load-rows.ts'
import { keys, mailboxCache } from '../mailbox-cache.ts'
import { useMailView } from '../mail-view.ts'
import { useBulkJobs } from './bulk-jobs.ts'

const rowsAtOnce = 200
/** So many stretches are read in place; whoever has looked at more sees the rest read when they come to it again. */
const mostStretches = 5

/** A folder that many change at once is read so often at most; what comes then is told by events. */
const mostReadings = 3

/** Reads again the lists that a job has changed, until nothing was held off while it was read. Failures are let pass. */
export async function settleLists(lists: readonly { folderId: FolderId }[]): Promise<void> {
  const { heldBackFrom } = useBulkJobs()
  for (const { folderId } of lists) {
    for (let readings = 0; readings < mostReadings; readings += 1) {
      const before = heldBackFrom(folderId)
      await readListAgain(folderId).catch(() => undefined)
      if (heldBackFrom(folderId) === before) break
    }
  }
}

/** Reads again what is known of a folder's list, in place, so that nothing moves that need not; a list not shown waits. */
async function readListAgain(folderId: FolderId): Promise<void> {
  const { rowsOf, setRows, forgetRows, cache } = mailboxCache()
  const known = rowsOf(folderId)
  if (known && useMailView().folderId === folderId) {
    for (const offset of stretches(known)) setRows(await readRows(folderId, offset, rowsAtOnce, undefined, true))
  } else {
    forgetRows(folderId)
  }
  await cache.invalidateQueries({ key: keys.folders() }).catch(() => undefined)
}

function stretches(rows: FolderRows): number[] {
  const found = new Set([0, ...[...rows.rows.keys()].map((position) => position - (position % rowsAtOnce))])
  return [...found].sort((one, other) => one - other).slice(0, mostStretches)
}
