import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { readAgain } from '#client/mail/folder-turns.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { hideMailbox as hideMailboxEndpoint } from '#contract/folder-arrangement.ts'
import { type Folder, type FolderList } from '#contract/folders.ts'
import { offering, writeArrangement } from './arrange-writes.ts'
import { goOnFrom } from './carry-out-folders.ts'

/** Takes the whole mailbox a folder is in out of the list, says so and offers to undo it. Failures are told, never thrown. */
export async function hideMailbox(folder: Folder): Promise<void> {
  const undo = async () => {
    if (await setHidden(folder, false)) useOutcome().tell(text(folder, 'folders.mailboxShownAgain'))
  }
  await leaveTree(folder)
  await offering({ text: text(folder, 'folders.mailboxHidden'), undo }, () => setHidden(folder, true))
}

/** Puts it back, as `hideMailbox`. */
export async function showMailbox(folder: Folder): Promise<void> {
  const undo = async () => {
    await leaveTree(folder)
    if (await setHidden(folder, true)) useOutcome().tell(text(folder, 'folders.mailboxHidden'))
  }
  await offering({ text: text(folder, 'folders.mailboxShownAgain'), undo }, () => setHidden(folder, false))
}

/** The focus goes to the inbox: nothing of this mailbox is left beside it. */
async function leaveTree(folder: Folder): Promise<void> {
  if (document.activeElement?.closest('[data-favourites]')) return
  const folders = mailboxCache().folders()
  const [inbox] = folders.filter(({ owner, role }) => owner === null && role === 'inbox')
  const others = folders.filter(({ owner, id }) => owner === folder.owner && id !== folder.id)
  await goOnFrom([folder, ...others], inbox?.id)
}

/** Which folders are hidden for themselves is known to the server alone. */
async function setHidden(folder: Folder, hidden: boolean): Promise<boolean> {
  const { cache } = mailboxCache()
  const list = cache.getQueryData<FolderList>(keys.folders())
  if (list) {
    const items = list.items.map((each) => (each.owner === folder.owner ? turned(each, hidden) : each))
    cache.setQueryData<FolderList>(keys.folders(), { ...list, items })
  }
  const isDone = await writeArrangement(
    text(folder, hidden ? 'folders.mailboxNotHidden' : 'folders.mailboxNotShownAgain'),
    () => call(hideMailboxEndpoint, { params: { folderId: folder.id }, body: { hidden } }),
  )
  if (isDone && !hidden) await readAgain()
  return isDone
}

const turned = (folder: Folder, hidden: boolean): Folder => ({
  ...folder,
  hidden,
  ...(folder.shared && { shared: { ...folder.shared, mailboxHidden: hidden } }),
})

const text = ({ owner }: Folder, key: string) => t(key, { owner: owner ?? '' })
