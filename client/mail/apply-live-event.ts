import { type LiveEvent } from '#contract/events.ts'
import { type FolderId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { knownArrivals } from './arrivals.ts'
import { replaceFlags } from './change-flags.ts'
import { useBulkJobs } from './bulk/bulk-jobs.ts'
import { addArrived, changeRows, removeRows, sizeOfList } from './folder-rows.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { noteToldOf } from './told-of.ts'
import { afterWrites } from './writes.ts'

export type MailEvent = Exclude<Extract<LiveEvent, { folderId: FolderId }>, { type: 'grouped' }>

type ArrivedEvent = Extract<MailEvent, { type: 'arrived' }>

export interface LiveView {
  /** Whether new rows of a folder must wait because the reader is inside its list. */
  holdsBack(folderId: FolderId): boolean
  /** New messages came in; `items` may know fewer than `count`. */
  onArrived(folderId: FolderId, count: number, items: readonly MessageSummary[]): void
  /** Positions of a folder's list can no longer be trusted; what is on the screen must be read again. */
  onOutOfStep(folderId: FolderId): void
}

/**
 * Brings one event of the server into the cache: the only place where events touch it. Never moves the focus and never
 * reorders a list under the reader: new rows go on top or wait, rows that are gone elsewhere leave.
 */
export function applyLiveEvent(event: MailEvent, view: LiveView): void {
  // Events about our own changes must not overtake the answers to them.
  afterWrites(() => {
    if (event.type !== 'flags') setCounts(event)
    if (event.type === 'flags') applyFlags(event)
    noteToldOf(event.folderId)
    const hold = useBulkJobs().holdOn(event.folderId)
    if (hold) {
      useBulkJobs().noteHeldBack(event.folderId)
      // The list is read again when the job has ended; until then only mail that no job brings is news.
      if (hold === 'loses' && event.type === 'arrived') tellArrived(event, view, 0)
      return
    }
    if (event.type === 'arrived') applyArrived(event, view)
    if (event.type === 'removed') applyRemoved(event, view)
    if (event.type === 'counts') applyCounts(event, view)
  })
}

function setCounts({ folderId, total, unread }: Exclude<MailEvent, { type: 'flags' }>): void {
  mailboxCache().changeFolder(folderId, (folder) =>
    folder.total === total && folder.unread === unread ? folder : { ...folder, total, unread },
  )
}

function applyArrived(event: ArrivedEvent, view: LiveView): void {
  const { rowsOf, setRows, folders } = mailboxCache()
  const known = rowsOf(event.folderId)
  if (!known) {
    const isKnownFolder = folders().some((folder) => folder.id === event.folderId)
    if (isKnownFolder) tellArrived(event, view, 0)
    return
  }
  if (known.order !== 'newest') {
    // Where in such an order they belong only the server can say.
    tellArrived(event, view, event.total - sizeOfList(known))
    view.onOutOfStep(event.folderId)
    return
  }
  const next = addArrived(known, event, view.holdsBack(event.folderId))
  setRows(next)
  tellArrived(event, view, next.total + next.waiting - known.total - known.waiting)
  if (next.total + next.waiting !== event.total) view.onOutOfStep(event.folderId)
}

/**
 * Each message is told once, also one that a reading of the list brought before its event came; what the person moved there is not.
 * @param grown by how much more the folder has than was known, which may be more than the event names
 */
function tellArrived({ folderId, items }: ArrivedEvent, view: LiveView, grown: number): void {
  const known = knownArrivals()
  const news = items.filter(({ id }) => !known.has(id))
  for (const { id } of news) known.add(id)
  const count = Math.max(grown - (items.length - news.length), news.length)
  if (count > 0) view.onArrived(folderId, count, news)
}

function applyFlags(event: Extract<MailEvent, { type: 'flags' }>): void {
  const byId = new Map(event.items.map((item) => [item.id, item]))
  replaceFlags((message) => byId.get(message.id)?.flags, [...byId.keys()])
  const { allRows, setRows, changeMessage } = mailboxCache()
  const withLabels = <T extends MessageSummary>(row: T): T => {
    const labels = byId.get(row.id)?.labels
    return labels && labels.join() !== row.labels.join() ? { ...row, labels } : row
  }
  for (const rows of allRows()) setRows(changeRows(rows, withLabels))
  for (const id of byId.keys()) changeMessage(id, withLabels)
}

function applyRemoved(event: Extract<MailEvent, { type: 'removed' }>, view: LiveView): void {
  const { allRows, rowsOf, setRows } = mailboxCache()
  for (const rows of allRows()) if (rows.folderId !== event.folderId) setRows(removeRows(rows, event.ids).rows)
  const known = rowsOf(event.folderId)
  if (!known) return
  const next = removeRows(known, event.ids).rows
  setRows({ ...next, unread: event.unread })
  if (sizeOfList(next) !== event.total) view.onOutOfStep(event.folderId)
}

function applyCounts(event: Extract<MailEvent, { type: 'counts' }>, view: LiveView): void {
  const { rowsOf, setRows } = mailboxCache()
  const known = rowsOf(event.folderId)
  if (!known) return
  if (known.unread !== event.unread) setRows({ ...known, unread: event.unread })
  if (sizeOfList(known) !== event.total) view.onOutOfStep(event.folderId)
}
