import { type MessageId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { type FolderRows, placedRows, positionOf } from './folder-rows.ts'

/**
 * The row to go on with when messages leave: the next one down that stays, else the nearest one up, else none. Counted from
 * the row the person is on, or from the first of those that leave.
 */
export function rowAfter(
  rows: FolderRows,
  leaving: readonly MessageId[],
  from: MessageId | null,
): MessageSummary | undefined {
  const gone = new Set(leaving)
  const placed = placedRows(rows)
  const anchor = placed.find(({ row }) => row.id === from) ?? placed.find(({ row }) => gone.has(row.id))
  const position = anchor?.position ?? -1
  const staying = placed.filter(({ row }) => !gone.has(row.id))
  const next = staying.find((candidate) => candidate.position >= position)
  return (next ?? staying.findLast((candidate) => candidate.position < position))?.row
}

/** The message before (`step` -1) or after (1) another in the list, if its row is known. */
export function neighbourOf(rows: FolderRows, id: MessageId, step: 1 | -1): MessageSummary | undefined {
  const position = positionOf(rows, id)
  return position === -1 ? undefined : rows.rows.get(position + step)
}

/** The newest unread message among the known rows, in the order of the list. */
export function newestUnread(rows: FolderRows, except?: MessageId | null): MessageSummary | undefined {
  return placedRows(rows).find(({ row }) => !row.flags.includes('seen') && row.id !== except)?.row
}
