import { Archive, FilePen, Flag, Folder, FolderOpen, Inbox, Mails, Send, ShieldAlert, Trash2 } from '@lucide/vue'
import { type Component } from 'vue'
import { t } from '#client/i18n/i18n.ts'
import { type Folder as MailFolder, type FolderRole } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { isSnoozedFolder } from './snoozed-folder.ts'
import { plainLine } from './sender-name.ts'

const icons: Record<FolderRole, Component> = {
  inbox: Inbox,
  drafts: FilePen,
  sent: Send,
  archive: Archive,
  junk: ShieldAlert,
  trash: Trash2,
  all: Mails,
  flagged: Flag,
}

export function folderIcon(folder: Pick<MailFolder, 'role' | 'holdsMessages'>): Component {
  if (folder.role) return icons[folder.role]
  return folder.holdsMessages ? Folder : FolderOpen
}

/** What people call a folder: the translated name of its purpose, otherwise its own name; a folder the person chose keeps that. */
export function folderName(folder: Pick<MailFolder, 'role' | 'serverRole' | 'name' | 'owner' | 'parentId'>): string {
  if (folder.role && folder.role === folder.serverRole) return t(`mail.role.${folder.role}`)
  return isSnoozedFolder(folder) ? t('mail.snoozed') : plainLine(folder.name)
}

/** Whether messages can be put there: not into a folder of folders, nor into one that shows what others hold. */
export function takesMessages({ holdsMessages, role }: Pick<MailFolder, 'role' | 'holdsMessages'>): boolean {
  return holdsMessages && role !== 'all' && role !== 'flagged'
}

/** A folder told apart from others of its name: "Budget, in Projects" or "Inbox, Permit Office". */
export function folderPath(folder: MailFolder, folders: readonly MailFolder[]): string {
  const parent = parentOf(folder, folders)
  const place = parent && parent.role !== 'inbox' ? folderName(parent) : folder.owner
  return place ? t('mail.folderIn', { folder: folderName(folder), place }) : folderName(folder)
}

/** One index for each list of folders, because all of two thousand are asked for one after the other. */
const indexes = new WeakMap<readonly MailFolder[], ReadonlyMap<FolderId, MailFolder>>()

function parentOf({ parentId, owner }: MailFolder, folders: readonly MailFolder[]): MailFolder | undefined {
  if (parentId === null) return undefined
  const index = indexes.get(folders) ?? new Map(folders.map((folder) => [folder.id, folder]))
  indexes.set(folders, index)
  const parent = index.get(parentId)
  return parent?.owner === owner ? parent : undefined
}
