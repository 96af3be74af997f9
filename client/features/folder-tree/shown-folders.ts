import { type Folder } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'

/** What the tree shows: folders that are neither hidden nor in one that is. They come after what they are in. */
export function shownFolders(folders: readonly Folder[]): readonly Folder[] {
  if (!folders.some(({ hidden }) => hidden)) return folders
  const gone = new Set<FolderId>()
  return folders.filter(({ id, hidden, parentId }) => {
    const isShown = !hidden && (parentId === null || !gone.has(parentId))
    if (!isShown) gone.add(id)
    return isShown
  })
}

/** What can be shown again, each with all that is inside: hidden folders that are in none. */
export function hiddenFolders(folders: readonly Folder[]): readonly Folder[] {
  const hidden = folders.filter((folder) => folder.hidden)
  if (hidden.length === 0) return hidden
  const shown = new Set(shownFolders(folders).map(({ id }) => id))
  const ids = new Set(folders.map(({ id }) => id))
  return hidden.filter(({ parentId }) => parentId === null || shown.has(parentId) || !ids.has(parentId))
}
