import { t } from '#client/i18n/i18n.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { type Folder } from '#contract/folders.ts'
import { shownFolders } from '../shown-folders.ts'
import { foldersInside } from './folder-rules.ts'

/** Stands for no folder around it; an id is never empty. */
export const top = ''

export interface Place {
  readonly value: string
  readonly label: string
}

/** Where in the mailbox of a folder another may be put, the top first; a shared mailbox has no top of its own. */
export function placesFor({ owner }: Folder, folders: readonly Folder[]): Place[] {
  const inMailbox = shownFolders(folders).filter((folder) => folder.owner === owner && folder.mayHoldFolders)
  const places = inMailbox.map((folder) => ({ value: folder.id, label: wholePath(folder, folders) }))
  return owner === null ? [{ value: top, label: t('folders.top') }, ...places] : places
}

/** Where a folder itself may go: not where it is, nor into itself. */
export function placesToMove(folder: Folder, folders: readonly Folder[]): Place[] {
  const impossible = new Set<string>([
    folder.id,
    folder.parentId ?? top,
    ...foldersInside(folder, folders).map(({ id }) => id),
  ])
  return placesFor(folder, folders).filter(({ value }) => !impossible.has(value))
}

/** "Bridge, in Projects": told apart from others of its name by what is around it. */
function wholePath(folder: Folder, folders: readonly Folder[]): string {
  const parent = folders.find(({ id }) => id === folder.parentId)
  return parent && parent.role !== 'inbox'
    ? t('mail.folderIn', { folder: folderName(folder), place: folderName(parent) })
    : folderName(folder)
}
