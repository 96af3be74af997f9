import { type Folder } from '#contract/folders.ts'

/** The person's folder in which snoozed messages wait; an ordinary one, which the server makes under this name. */
export function isSnoozedFolder(folder: Pick<Folder, 'name' | 'owner' | 'parentId'> | undefined): boolean {
  return folder?.name === 'Snoozed' && folder.owner === null && folder.parentId === null
}
