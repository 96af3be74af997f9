import type { FolderList } from '#contract/folders.ts'
import type { MailAccount } from './mail-account.ts'
import type { OwnerNames } from './owner-names.ts'
import { presentFolders } from './presenters.ts'

/** The folders, the storage limit and the orders there are, asked for at once, with the owners of shared mailboxes called by their names. */
export async function readFolders(mail: MailAccount, ownerNames: OwnerNames): Promise<FolderList> {
  const [folders, quota, sorts, groups] = await Promise.all([
    mail.folders(),
    mail.quota(),
    mail.sorts(),
    mail.conversations.isPossible(),
  ])
  const names = await ownerNames.of(folders.flatMap(({ owner }) => (owner === null ? [] : [owner])))
  return presentFolders(folders, quota, names, { sorts, groups })
}
