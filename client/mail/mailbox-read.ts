import { t } from '#client/i18n/i18n.ts'
import { type Folder } from '#contract/folders.ts'
import { type MessageId } from '#contract/ids.ts'
import { useMailView } from './mail-view.ts'
import { mailboxCache } from './mailbox-cache.ts'

/** The folder of somebody else's mailbox that the person looks at, or that a message lies in; nothing in their own. */
export function mailboxRead(id: MessageId | null = useMailView().openId): Folder | undefined {
  const { folders, findMessage } = mailboxCache()
  const { folderId, searchKey } = useMailView()
  // Results come from every mailbox: there only an open message says whose it is.
  const listed = searchKey === null ? folderId : null
  const at = (id && findMessage(id)?.folderId) ?? listed
  return folders().find((folder) => folder.id === at && folder.shared)
}

/** What the owner of another mailbox with this address is called. */
export function ownerOfAddress(address: string | undefined): string | null {
  const isTheirs = ({ shared }: Folder) => address !== undefined && shared?.address === address
  return mailboxCache().folders().find(isTheirs)?.owner ?? null
}

/** "Permit Desk: Inbox", with whose mailbox it is before all else; nothing is added in one's own. */
export function inMailbox(owner: string | null | undefined, what: string): string {
  return owner ? t('mail.ofMailbox', { mailbox: owner, what }) : what
}
