import type { FolderList } from '#contract/folders.ts'
import { type FolderArrangement, hiddenAmong, inOwnOrder, ordersGiven } from './folder-arrangement.ts'
import type { MailAccount } from './mail-account.ts'
import type { OwnerNames } from './owner-names.ts'
import { presentFolders } from './presenters.ts'

/**
 * The folders, the storage limit and the orders there are, asked for at once, with the owners of shared mailboxes called by their names, as the
 * person arranges them. `soon`: without counts that take long.
 */
export async function readFolders(
  mail: MailAccount,
  ownerNames: OwnerNames,
  arrangement: Promise<FolderArrangement>,
  { soon = false }: { soon?: boolean } = {},
): Promise<FolderList> {
  const [folders, quota, sorts, groups, { favourites, order, ...rest }] = await Promise.all([
    soon ? mail.foldersSoon() : mail.folders(),
    mail.quota(),
    mail.sorts(),
    mail.conversations.isPossible(),
    arrangement,
  ])
  const names = await ownerNames.of(folders.flatMap(({ owner }) => (owner === null ? [] : [owner])))
  const arranged = {
    favourites,
    hidden: hiddenAmong(folders, rest),
    hiddenMailboxes: rest.hiddenMailboxes,
    orders: ordersGiven(folders, rest, { sorts, groups }),
  }
  const list = presentFolders(inOwnOrder(folders, order), arranged, names, { quota, sorts, groups })
  return rest.allInConversations ? { ...list, allInConversations: true } : list
}
