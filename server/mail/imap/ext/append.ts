import type { ImapFlow } from 'imapflow'
import type { FolderPath, MessageReference } from '../../mail-account.ts'
import type { MessageBytes } from '../../message-bytes.ts'
import { atom, commandWithStream, mailbox, text } from './command.ts'

/** APPEND of a message that streams; null where the server does not tell the UID (RFC 4315, APPENDUID). Throws when it says no. */
export async function append(
  client: ImapFlow,
  folder: FolderPath,
  message: MessageBytes,
  flags: readonly string[],
): Promise<MessageReference | null> {
  const { attributes } = await commandWithStream(client, 'APPEND', [mailbox(client, folder), flags.map(atom)], message)
  const first = attributes?.[0]
  const section = first && !Array.isArray(first) ? first.section : undefined
  if (!section || text(section[0]).toUpperCase() !== 'APPENDUID') return null
  const [validity, uid] = [text(section[1]), Number(text(section[2]))]
  return validity !== '' && uid > 0 ? { folder, validity, uid } : null
}
