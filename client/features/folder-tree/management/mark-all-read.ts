import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { changeFlags, replaceFlags } from '#client/mail/change-flags.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { whileWriting } from '#client/mail/writes.ts'
import { type Folder, markFolderRead } from '#contract/folders.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { mostPatienceMs, sayWhenSlow, tellFailure } from './telling.ts'

/** Marks a whole folder as read, on the screen at once, says so and offers to undo it. Failures are told, never thrown. */
export async function carryOutMarkRead(folder: Folder): Promise<void> {
  const words = { folder: folderName(folder) }
  try {
    showRead(folder.id)
    const { changed, ids } = await sayWhenSlow(t('folders.markingRead', words), () =>
      whileWriting(() => call(markFolderRead, { params: { folderId: folder.id } }, { timeoutMs: mostPatienceMs })),
    )
    const text = t('folders.markedRead', { ...words, count: changed })
    if (ids !== null && ids.length > 0) useOutcome().offerUndo({ text, undo: () => markUnreadAgain(ids, words) })
    else useOutcome().tell(text)
  } catch (error) {
    void readAgain(folder.id)
    tellFailure(t('folders.notMarkedRead', words), error, () => void carryOutMarkRead(folder))
  }
}

function showRead(folderId: FolderId): void {
  const { rowsOf, setRows, changeFolder } = mailboxCache()
  const known = [...(rowsOf(folderId)?.rows.values() ?? [])].map(({ id }) => id)
  const wanted = new Set<MessageId>(known)
  replaceFlags(({ id, flags }) => (wanted.has(id) && !flags.includes('seen') ? [...flags, 'seen'] : undefined), known)
  const rows = rowsOf(folderId)
  if (rows) setRows({ ...rows, unread: 0 })
  changeFolder(folderId, (folder) => ({ ...folder, unread: 0 }))
}

/** What was shown before the server had said yes is not true: the truth is read. */
async function readAgain(folderId: FolderId): Promise<void> {
  const { cache } = mailboxCache()
  await Promise.all(
    [keys.rows(folderId), keys.folders()].map((key) => cache.invalidateQueries({ key }).catch(() => undefined)),
  )
}

async function markUnreadAgain(ids: readonly MessageId[], words: { folder: string }): Promise<void> {
  try {
    await changeFlags(ids, { add: [], remove: ['seen'] })
    useOutcome().tell(t('folders.markedUnreadAgain', { ...words, count: ids.length }))
  } catch (error) {
    tellFailure(t('folders.notMarkedUnread', words), error, () => void markUnreadAgain(ids, words))
  }
}
