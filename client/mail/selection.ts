import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { type FolderRows, isUnread } from './folder-rows.ts'
import { moreOf } from './grouped-rows.ts'
import { mailboxCache } from './mailbox-cache.ts'

/** What must be so of every message of a selection; nothing: all of the folder. `from` is an address. */
export interface SelectedKind {
  readonly unread?: true
  readonly flagged?: true
  readonly from?: string
}

/** Everything of one kind in a folder, loaded or not, except some. */
export interface WholeSelection {
  readonly folderId: FolderId
  readonly kind: SelectedKind
  readonly except: ReadonlySet<MessageId>
}

/** What an action is about: messages by name, or a whole selection. */
export type Target = readonly MessageId[] | WholeSelection

export const isWhole = (target: Target): target is WholeSelection => 'folderId' in target

export const isOfKind = ({ unread, flagged, from }: SelectedKind, row: MessageSummary): boolean =>
  (!unread || isUnread(row)) &&
  (!flagged || row.flags.includes('flagged')) &&
  (from === undefined || row.from.some(({ address }) => address.toLowerCase() === from.toLowerCase()))

export const isEverything = ({ unread, flagged, from }: SelectedKind): boolean =>
  !unread && !flagged && from === undefined

/** The messages of a target that are known here: of a whole selection, those whose rows are loaded. */
export function knownIds(target: Target): readonly MessageId[] {
  if (!isWhole(target)) return target
  const rows = mailboxCache().rowsOf(target.folderId)
  const isChosen = (row: MessageSummary) => isOfKind(target.kind, row) && !target.except.has(row.id)
  return [...(rows?.rows.values() ?? [])].filter(isChosen).map(({ id }) => id)
}

/** How many messages of the folder are of the kind, or null where only the server could count them. */
function countOfKind(kind: SelectedKind, rows: FolderRows): number | null {
  if (isEverything(kind)) return rows.total
  if (rows.rows.size === rows.total) return [...rows.rows.values()].filter((row) => isOfKind(kind, row)).length
  if (kind.unread && !kind.flagged && kind.from === undefined) {
    return rows.unread - rows.arrived.filter(isUnread).length
  }
  return null
}

/** How many messages a target has, or null where only the server could count them. */
export function sizeOf(target: Target): number | null {
  if (!isWhole(target)) return target.length + moreOf(target).reduce((sum, { count }) => sum + count, 0)
  const rows = mailboxCache().rowsOf(target.folderId)
  const count = rows ? countOfKind(target.kind, rows) : null
  return count === null ? null : Math.max(count - target.except.size, 0)
}

/** Whether there is anything to act on; a number that is not known is something. */
export const hasAny = (target: Target): boolean => sizeOf(target) !== 0
