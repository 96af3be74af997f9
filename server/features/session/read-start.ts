import type { FolderList } from '#contract/folders.ts'
import type { MailboxLabels } from '#contract/labels.ts'
import type { MessageWindow } from '#contract/messages.ts'
import type { SavedSearch } from '#contract/saved-searches.ts'
import { firstOrder, type FolderArrangement } from '#server/mail/folder-arrangement.ts'
import type { MailAccount, Window } from '#server/mail/mail-account.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import { presentWindow } from '#server/mail/presenters.ts'
import { readFolders } from '#server/mail/read-folders.ts'

/** A tall screen and some more: each row is 600 bytes of the first view. */
const firstRows = 40

interface Start {
  folders: FolderList
  inbox: MessageWindow | null
  savedSearches: SavedSearch[]
  labels: MailboxLabels | null
}

/** None where the person reads it in an order of their own: those rows are asked for in it. */
async function readInbox(mail: MailAccount, arrangement: Promise<FolderArrangement>): Promise<Window | null> {
  const known = await arrangement
  const order = known.listOrders.find(({ path }) => path === 'INBOX')?.order ?? firstOrder(known)
  return order === 'newest' ? mail.window('INBOX', 0, firstRows) : null
}

/** Folders, the first rows of the inbox with their labels, and the searches kept; the commands queue on one connection, so they are asked all at once. */
export async function readStart(
  mail: MailAccount,
  ownerNames: OwnerNames,
  arrangement: Promise<FolderArrangement>,
  savedSearches: Promise<SavedSearch[]>,
  readLabels: () => Promise<MailboxLabels>,
): Promise<Start> {
  const [folders, inbox, searches, labels] = await Promise.all([
    readFolders(mail, ownerNames, arrangement, { soon: true }),
    readInbox(mail, arrangement),
    savedSearches,
    // Without them the mail is still there to be read.
    readLabels().catch(() => null),
  ])
  return { folders, inbox: inbox && presentWindow(inbox), savedSearches: searches, labels }
}
