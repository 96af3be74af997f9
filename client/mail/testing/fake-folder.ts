import { type Folder } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'

export function fakeFolder(id: string, changes: Partial<Folder> = {}): Folder {
  return {
    id: id as FolderId,
    name: id,
    parentId: null,
    role: null,
    holdsMessages: true,
    mayHoldFolders: true,
    subscribed: true,
    total: 0,
    unread: 0,
    owner: null,
    ...changes,
  }
}
