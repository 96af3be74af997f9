import { type FolderId } from '#contract/ids.ts'
import { knownArrivals } from '../arrivals.ts'
import { type FolderRows, messagesIn } from '../folder-rows.ts'
import { readRows } from '../load-rows.ts'
import { keys, mailboxCache } from '../mailbox-cache.ts'
import { useMailView } from '../mail-view.ts'
import { useBulkJobs } from './bulk-jobs.ts'

const rowsAtOnce = 200
/** So many stretches are read in place; whoever has looked at more sees the rest read when they come to it again. */
const mostStretches = 5

/** A folder that many change at once is read so often at most; what comes then is told by events. */
const mostReadings = 3

/**
 * Reads again the lists that a job has changed, until nothing was held off while it was read. One that cannot be read now is
 * read when it is next shown.
 */
export async function settleLists(lists: readonly { folderId: FolderId }[]): Promise<void> {
  const { heldBackFrom } = useBulkJobs()
  for (const { folderId } of lists) {
    for (let readings = 0; readings < mostReadings; readings += 1) {
      const before = heldBackFrom(folderId)
      await readListAgain(folderId).catch(() => mailboxCache().forgetRows(folderId))
      if (heldBackFrom(folderId) === before) break
    }
  }
}

/**
 * Reads again what is known of a folder's list, in place, so that nothing moves that need not. Also of one that is not on the
 * screen: late events are measured by what is known, and of the inbox they are told wherever one is. What the list has then is no news.
 */
async function readListAgain(folderId: FolderId): Promise<void> {
  const { rowsOf, setRows, forgetRows, folders, cache } = mailboxCache()
  const known = rowsOf(folderId)
  const isInbox = folders().some(({ id, role }) => id === folderId && role === 'inbox')
  // What is on the screen and not known is being read: by whoever waits for it.
  if (known || (isInbox && useMailView().folderId !== folderId)) {
    for (const offset of stretches(known)) {
      const rows = await readRows(folderId, offset, rowsAtOnce, undefined, true)
      setRows(rows)
      for (const row of rows.rows.values()) for (const { id } of messagesIn(rows, row)) knownArrivals().add(id)
    }
  } else {
    forgetRows(folderId)
  }
  await cache.invalidateQueries({ key: keys.folders() }).catch(() => undefined)
}

function stretches(rows: FolderRows | undefined): number[] {
  const found = new Set([0, ...[...(rows?.rows.keys() ?? [])].map((position) => position - (position % rowsAtOnce))])
  return [...found].sort((one, other) => one - other).slice(0, mostStretches)
}
