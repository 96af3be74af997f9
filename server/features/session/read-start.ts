import type { FolderList } from '#contract/folders.ts'
import type { MailboxLabels } from '#contract/labels.ts'
import type { MessageWindow } from '#contract/messages.ts'
import type { SavedSearch } from '#contract/saved-searches.ts'
import type { FolderArrangement } from '#server/mail/folder-arrangement.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import { presentWindow } from '#server/mail/presenters.ts'
import { readFolders } from '#server/mail/read-folders.ts'

const firstRows = 50

interface Start {
  folders: FolderList
  inbox: MessageWindow | null
  savedSearches: SavedSearch[]
  labels: MailboxLabels | null
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
    readFolders(mail, ownerNames, arrangement),
    mail.window('INBOX', 0, firstRows),
    savedSearches,
    // Without them the mail is still there to be read.
    readLabels().catch(() => null),
  ])
  return { folders, inbox: presentWindow(inbox), savedSearches: searches, labels }
}
