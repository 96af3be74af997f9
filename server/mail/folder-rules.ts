import { Problem } from '#server/problem.ts'
import type { FolderDescription, FolderPath } from './mail-account.ts'

/* What may be done with folders, whatever server they are on. */

/** Longer paths would make ids longer than the contract takes. */
const longestPathBytes = 700

/** Throws `folder-gone`. */
export function folderAt(folders: readonly FolderDescription[], path: FolderPath): FolderDescription {
  const folder = folders.find((candidate) => candidate.path === path)
  if (!folder) throw new Problem('folder-gone')
  return folder
}

/** Everything inside a folder, the innermost first. */
function subfoldersOf(folders: readonly FolderDescription[], { path, separator }: FolderDescription) {
  if (separator === null) return []
  const below = folders.filter((folder) => folder.path.startsWith(path + separator))
  return below.sort((a, b) => b.path.length - a.path.length)
}

/** Folders with a purpose, and what holds one, stay where programs look for them. Throws `not-allowed`. */
export function checkNoPurpose(folders: readonly FolderDescription[], folder: FolderDescription): void {
  if ([folder, ...subfoldersOf(folders, folder)].some(({ role }) => role !== null)) throw new Problem('not-allowed')
}

/**
 * The path of a folder of this name in this place. `moving` is the folder that is to go there, if it is not a new one.
 *
 * @throws Problem `folder-gone` without such a parent, `not-allowed`, `folder-exists`, `invalid-request` naming `name`
 */
export function pathFor(
  folders: readonly FolderDescription[],
  parent: FolderPath | null,
  name: string,
  moving?: FolderDescription,
): FolderPath {
  const above = parent === null ? null : folderAt(folders, parent)
  const separator = separatorIn(folders, above ?? moving ?? null)
  if (above && (!above.mayHoldFolders || separator === null)) throw new Problem('not-allowed')
  if (moving && above && [moving, ...subfoldersOf(folders, moving)].includes(above)) throw new Problem('not-allowed')
  if (separator !== null && name.includes(separator)) throw nameRefused('wrong-form', separator)
  const path = placePrefix(parent, above, moving) + name
  const deepest = moving ? Math.max(0, ...subfoldersOf(folders, moving).map((inner) => bytesBelow(inner, moving))) : 0
  if (Buffer.byteLength(path) + deepest > longestPathBytes) throw nameRefused('too-long')
  if (folders.some((folder) => folder !== moving && isSamePath(folder.path, path))) throw new Problem('folder-exists')
  return path
}

/** What stands before the name. At the top of a mailbox that is shared that is its own prefix, not nothing. */
function placePrefix(parent: FolderPath | null, above: FolderDescription | null, moving?: FolderDescription): string {
  if (moving?.parentPath === parent) return moving.path.slice(0, moving.path.length - moving.name.length)
  return above ? `${above.path}${above.separator ?? ''}` : ''
}

/** What stands between folders there: in the folder `above`, or at the top. */
export function separatorIn(folders: readonly FolderDescription[], above: FolderDescription | null): string | null {
  return (above ?? folders.find(({ owner }) => owner === null))?.separator ?? null
}

const bytesBelow = (inner: FolderDescription, outer: FolderDescription) =>
  Buffer.byteLength(inner.path) - Buffer.byteLength(outer.path)

/** Other programs may have stored a name in another Unicode form; people could not tell the two apart. */
function isSamePath(a: FolderPath, b: FolderPath): boolean {
  return a.normalize('NFC') === b || (a === 'INBOX' && b.toUpperCase() === 'INBOX')
}

export function nameRefused(code: 'wrong-form' | 'too-long', characters?: string): Problem {
  return new Problem('invalid-request', {
    fields: [{ field: 'name', code, ...(characters === undefined ? {} : { characters }) }],
  })
}

/** What each path becomes when a folder and all in it goes from one place to another. */
export function pathsAfter(folders: readonly FolderDescription[], folder: FolderDescription, now: FolderPath) {
  return [folder, ...subfoldersOf(folders, folder)].map(({ path }) => ({
    was: path,
    now: now + path.slice(folder.path.length),
  }))
}

/**
 * What deleting a folder takes.
 *
 * @returns the folders to delete in this order, and where their messages go: a folder for them, or null for ever
 * @throws Problem `not-allowed`, `folder-not-empty`
 */
export function planRemoval(
  folders: readonly FolderDescription[],
  path: FolderPath,
  { withSubfolders = false, onlyEmpty = false }: { withSubfolders?: boolean; onlyEmpty?: boolean } = {},
): { doomed: FolderDescription[]; trash: FolderPath | null } {
  const folder = folderAt(folders, path)
  const inside = subfoldersOf(folders, folder)
  if (folder.role !== null) throw new Problem('not-allowed')
  if ((inside.length > 0 && !withSubfolders) || (onlyEmpty && folder.total !== 0)) throw new Problem('folder-not-empty')
  checkNoPurpose(folders, folder)
  const trash = folders.find(({ role, owner }) => role === 'trash' && owner === folder.owner)
  const isInTrash = trash !== undefined && subfoldersOf(folders, trash).includes(folder)
  // Without a Trash there is no way back, and deleting for ever is not what was asked for.
  if (!trash) throw new Problem('not-allowed')
  return { doomed: [...inside, folder], trash: isInTrash ? null : trash.path }
}
