import { type FolderCommand } from '#client/mail/folder-request.ts'
import { type Folder } from '#contract/folders.ts'
import { hiddenFolders } from '../shown-folders.ts'

/** Everything inside a folder, however deep. */
export function foldersInside(folder: Folder, folders: readonly Folder[]): Folder[] {
  const byParent = Map.groupBy(folders, ({ parentId }) => parentId)
  const inside = ({ id }: Folder): Folder[] =>
    (byParent.get(id) ?? []).flatMap((child) => (child.id === id ? [] : [child, ...inside(child)]))
  return inside(folder)
}

/** Whether it keeps its name and place: it has a purpose, or holds a folder that has one. */
export function isFixed(folder: Folder, folders: readonly Folder[]): boolean {
  return [folder, ...foldersInside(folder, folders)].some(({ role }) => role !== null)
}

export const canBeEmptied = ({ role }: Folder): boolean => role === 'trash' || role === 'junk'

/** Whether a command makes sense for a folder; the server has the last word on what is permitted. */
export function isPossible(command: FolderCommand, folder: Folder, folders: readonly Folder[]): boolean {
  switch (command) {
    case 'new':
      return true
    case 'hidden':
      return hiddenFolders(folders).length > 0
    case 'mark-read':
      return folder.holdsMessages && folder.unread !== 0
    case 'empty':
      return folder.total !== 0
    default:
      return !isFixed(folder, folders)
  }
}
