import { choosableRole, type ChoosableRole } from '#contract/folder-roles.ts'
import { Problem } from '#server/problem.ts'
import { folderAt } from './folder-rules.ts'
import type { FolderDescription, FolderPath } from './mail-account.ts'

/** The folders a person chose for purposes; where there is none, the mail server says. */
export type ChosenRoles = Readonly<Partial<Record<ChoosableRole, FolderPath>>>

/**
 * Folders with the purposes the person chose for them. A choice that cannot be (the folder is gone, or somebody else's)
 * counts for nothing, so that no purpose is without a folder as long as the server knows of one.
 */
export function withChosenRoles(folders: readonly FolderDescription[], chosen: ChosenRoles): FolderDescription[] {
  const byPath = new Map(folders.map((folder) => [folder.path, folder]))
  const roleAt = new Map<FolderPath, ChoosableRole>()
  for (const role of choosableRole.options) {
    const folder = byPath.get(chosen[role] ?? '')
    if (folder && mayServeAs(role, folder) && !roleAt.has(folder.path)) roleAt.set(folder.path, role)
  }
  const taken = new Set<string | null>(roleAt.values())
  return folders.map((folder) => {
    if (folder.owner !== null) return folder
    const role = roleAt.get(folder.path) ?? (taken.has(folder.serverRole) ? null : folder.serverRole)
    return { ...folder, role }
  })
}

/** What the server has for another purpose stays free for that one, for the day it is left to the server again. */
const mayServeAs = (role: ChoosableRole, { owner, holdsMessages, serverRole }: FolderDescription) =>
  owner === null && holdsMessages && (serverRole === null || serverRole === role)

/**
 * A folder that is to have this purpose; `folders` as they are now.
 *
 * @throws Problem `folder-gone`, `not-allowed`
 */
export function checkMayHave(folders: readonly FolderDescription[], path: FolderPath, role: ChoosableRole): void {
  const folder = folderAt(folders, path)
  const isTaken = folder.role !== null && folder.role !== role
  // Trash is emptied and Junk learnt from: a folder must not come to be two things at once.
  if (!mayServeAs(role, folder) || isTaken) throw new Problem('not-allowed')
}
