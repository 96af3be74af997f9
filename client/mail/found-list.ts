import { type FolderId } from '#contract/ids.ts'

/** Ids of folders have no colon, so this is none. */
const prefix = 'search:'

/** What a search found is a list like that of a folder, kept under this id. */
export function foundListId(searchKey: string): FolderId {
  return (prefix + searchKey) as FolderId
}

/** The search whose list this is, or null for a folder's. */
export function searchKeyOf(listId: FolderId): string | null {
  return listId.startsWith(prefix) ? listId.slice(prefix.length) : null
}
