import type { FolderDescription, MessageReference } from '../mail-account.ts'
import type { KeptConnection } from './kept-connection.ts'
import { must } from './must.ts'

/** Stores a copy of what was sent in the person's own folder for it; null where there is none, or nobody can tell where it is. */
export async function appendSentCopy(
  main: KeptConnection,
  folders: readonly FolderDescription[],
  message: Buffer,
): Promise<MessageReference | null> {
  const folder = folders.find(({ role, owner }) => role === 'sent' && owner === null)?.path
  if (folder === undefined) return null
  const saved = await main.run((client) => must(client.append(folder, message, ['\\Seen'])), { repeatable: false })
  return saved.uid && saved.uidValidity ? { folder, validity: String(saved.uidValidity), uid: saved.uid } : null
}
