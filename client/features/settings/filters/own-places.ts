import { folderPath, takesMessages } from '#client/mail/folder-role.ts'
import { type Folder } from '#contract/folders.ts'

/** The person's own folders that can hold messages, as choices. */
export function ownPlaces(folders: readonly Folder[]): { value: string; label: string }[] {
  const own = folders.filter((folder) => folder.owner === null && takesMessages(folder))
  return own.map((folder) => ({ value: folder.id, label: folderPath(folder, folders) }))
}
