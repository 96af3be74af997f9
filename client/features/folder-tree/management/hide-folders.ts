import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { changeFolder, type Folder } from '#contract/folders.ts'
import { offering, writeArrangement } from './arrange-writes.ts'
import { goOnFrom } from './carry-out-folders.ts'
import { foldersInside } from './folder-rules.ts'

/** Takes a folder with all that is inside out of the list, says so and offers to undo it. Failures are told, never thrown. */
export async function hideFolder(folder: Folder): Promise<void> {
  const undo = async () => {
    if (await setHidden(folder, false)) useOutcome().tell(text(folder, 'folders.shownAgain'))
  }
  await leaveTree(folder)
  await offering({ text: text(folder, 'folders.hidden'), undo }, () => setHidden(folder, true))
}

/** Puts a hidden folder back into the list, says so and offers to undo it. Failures are told, never thrown. */
export async function showFolder(folder: Folder): Promise<void> {
  const undo = async () => {
    await leaveTree(folder)
    if (await setHidden(folder, true)) useOutcome().tell(text(folder, 'folders.hidden'))
  }
  await offering({ text: text(folder, 'folders.shownAgain'), undo }, () => setHidden(folder, false))
}

/** Its line among the favourites stays, and the focus with it. */
async function leaveTree(folder: Folder): Promise<void> {
  if (document.activeElement?.closest('[data-favourites]')) return
  await goOnFrom([folder, ...foldersInside(folder, mailboxCache().folders())])
}

function setHidden(folder: Folder, hidden: boolean): Promise<boolean> {
  mailboxCache().changeFolder(folder.id, (each) => ({ ...each, hidden }))
  return writeArrangement(text(folder, hidden ? 'folders.notHidden' : 'folders.notShownAgain'), async () => {
    await call(changeFolder, { params: { folderId: folder.id }, body: { hidden } })
  })
}

const text = (folder: Folder, key: string) => t(key, { folder: folderName(folder) })
