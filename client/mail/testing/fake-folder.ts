import { type Folder } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'

export function fakeFolder(id: string, changes: Partial<Folder> = {}): Folder {
  return {
    id: id as FolderId,
    name: id,
    parentId: null,
    role: null,
    serverRole: changes.role ?? null,
    holdsMessages: true,
    mayHoldFolders: true,
    hidden: false,
    total: 0,
    unread: 0,
    owner: null,
    ...changes,
  }
}

/** The folder of a year inside an archive; made when it is missing. */
export function yearFolder(folders: Folder[], archive: FolderId, receivedAtMs: number): FolderId {
  const name = String(new Date(receivedAtMs).getFullYear())
  const known = folders.find((folder) => folder.parentId === archive && folder.name === name)
  const found = known ?? fakeFolder(`${archive}/${name}`, { name, parentId: archive })
  if (!known) folders.push(found)
  return found.id
}
