import { type FolderRows } from '../folder-rows.ts'
import { rowsFromWindow } from '../merge-rows.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'

/** A list row for tests: read, from Ann Lee, arrived on 12 November 2026 at 09:14 UTC, unless said otherwise. */
export function messageRow(changes: Partial<MessageSummary> = {}): MessageSummary {
  return {
    id: 'm1' as MessageId,
    folderId: 'inbox' as FolderId,
    from: [{ name: 'Ann Lee', address: 'ann.lee@example.gov' }],
    to: [{ name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov' }],
    subject: 'Budget review',
    preview: 'The county asked for the revised numbers first.',
    receivedAtMs: Date.UTC(2026, 10, 12, 9, 14),
    sizeBytes: 4_000,
    flags: ['seen'],
    labels: [],
    hasAttachment: false,
    ...changes,
  }
}

/** A folder whose rows are named by single letters, newest first; those in `unread` are unread. */
export function folderRows(letters: string, unread = '', folderId = 'inbox' as FolderId): FolderRows {
  const items = Array.from(letters, (letter) =>
    messageRow({ id: letter as MessageId, folderId, flags: unread.includes(letter) ? [] : ['seen'] }),
  )
  return rowsFromWindow({
    folderId,
    sort: 'arrived',
    reverse: false,
    offset: 0,
    total: items.length,
    unread: unread.length,
    items,
  })
}
