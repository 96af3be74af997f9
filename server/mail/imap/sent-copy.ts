import { isProblem } from '#server/problem.ts'
import type { FolderDescription, MessageReference } from '../mail-account.ts'
import type { MessageBytes } from '../message-bytes.ts'
import { append } from './ext/append.ts'
import type { KeptConnection } from './kept-connection.ts'

/**
 * Stores a copy of what was sent in the folder for it, in the mailbox it was sent from; in the person's own where that other one
 * has none or takes none. Null where there is none at all, or nobody can tell where it is.
 */
export async function appendSentCopy(
  main: KeptConnection,
  folders: readonly FolderDescription[],
  message: MessageBytes,
  from: string | null,
): Promise<MessageReference | null> {
  const folder = folders.find(({ role, owner }) => role === 'sent' && owner === from)?.path
  const ownInstead = () => (from === null ? null : appendSentCopy(main, folders, message, null))
  if (folder === undefined) return ownInstead()
  try {
    return await main.run((client) => append(client, folder, message, ['\\Seen']), { repeatable: false })
  } catch (error) {
    if (from !== null && isProblem(error, 'not-allowed', 'folder-gone', 'mailbox-full')) return ownInstead()
    throw error
  }
}
