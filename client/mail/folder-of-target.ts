import { type Folder, type FolderRole } from '#contract/folders.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { isWhole, type Target } from './selection.ts'

/** The folder that all of a target, or its first message, is in. */
export function folderOf(target: Target): Folder | undefined {
  const { folders, findMessage } = mailboxCache()
  const first = isWhole(target) ? undefined : target[0]
  const at = isWhole(target) ? target.folderId : first && findMessage(first)?.folderId
  return folders().find((folder) => folder.id === at)
}

/** The folder for a purpose in the mailbox that messages are in: the person's own, or the one shared with them. */
export function folderFor(role: FolderRole, target: Target): Folder | undefined {
  const owner = folderOf(target)?.owner ?? null
  return mailboxCache()
    .folders()
    .find((folder) => folder.role === role && folder.owner === owner)
}

/** The purpose of the folder that messages are in. */
export function roleOf(target: Target): FolderRole | null {
  return folderOf(target)?.role ?? null
}
