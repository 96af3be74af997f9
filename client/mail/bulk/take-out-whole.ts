import { placedRows } from '../folder-rows.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { takeOut } from '../move-messages.ts'
import { isEverything, isWhole, knownIds, type Target } from '../selection.ts'
import { type FolderId } from '#contract/ids.ts'

/**
 * Takes the messages of a target out of the list on the screen. Of everything in a folder what stays is known: what was
 * excepted. Of a kind only the loaded rows go, and the list is read again when it is over.
 */
export function takeOutWhole(target: Target, to?: FolderId): void {
  if (!isWhole(target) || !isEverything(target.kind)) {
    takeOut(knownIds(target), to)
    return
  }
  const { rowsOf, setRows } = mailboxCache()
  const rows = rowsOf(target.folderId)
  if (!rows) return
  const staying = placedRows(rows).filter(({ row }) => target.except.has(row.id))
  setRows({
    ...rows,
    total: staying.length,
    unread: staying.filter(({ row }) => !row.flags.includes('seen')).length,
    rows: new Map(staying.map(({ row }, position) => [position, row])),
    revision: rows.revision + 1,
  })
}
