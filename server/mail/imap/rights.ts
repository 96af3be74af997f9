import type { ImapFlow } from 'imapflow'
import type { FolderDescription } from '../mail-account.ts'
import { myRights } from './ext/acl.ts'

/** Each takes a command of its own: of more folders than this the server tells at the first try what it does not permit. */
const mostAsked = 300

/** Folders of others with what the person may do there (RFC 4314); as they are where the server has no such lists. */
export async function withRights(client: ImapFlow, folders: FolderDescription[]): Promise<FolderDescription[]> {
  if (!client.capabilities.has('ACL')) return folders
  const known = new Map<string, string>()
  for (const { path } of folders
    .filter(({ owner, holdsMessages }) => owner !== null && holdsMessages)
    .slice(0, mostAsked)) {
    const rights = await myRights(client, path).catch(() => undefined)
    if (rights !== undefined) known.set(path, rights)
  }
  return folders.map((folder) => {
    const rights = known.get(folder.path)
    if (rights === undefined) return folder
    // `c` is what servers before RFC 4314 say in place of `k` (2.1.1).
    return { ...folder, rights, mayHoldFolders: folder.mayHoldFolders && /[kc]/.test(rights) }
  })
}
