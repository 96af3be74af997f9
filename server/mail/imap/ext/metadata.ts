import type { ImapFlow, ImapResponse } from 'imapflow'
import { command, literal, mailbox, text, type Token } from './command.ts'

const entryName = (entry: string): Token => ({ type: 'STRING', value: entry })

/** GETMETADATA of one entry (RFC 5464, 4.2); null where it has no value. */
export async function getMetadata(client: ImapFlow, path: string, entry: string): Promise<string | null> {
  let value: string | null = null
  const read = (response: ImapResponse) => {
    const list = response.attributes?.[1]
    if (!Array.isArray(list)) return
    for (let index = 0; index + 1 < list.length; index += 2) {
      if (text(list[index]).toLowerCase() === entry.toLowerCase()) value = text(list[index + 1]) || null
    }
  }
  await command(client, 'GETMETADATA', [mailbox(client, path), entryName(entry)], { METADATA: read })
  return value
}

/** SETMETADATA of one entry (RFC 5464, 4.3); the value as a literal, whatever is in it. */
export async function setMetadata(client: ImapFlow, path: string, entry: string, value: string): Promise<void> {
  await command(client, 'SETMETADATA', [mailbox(client, path), [entryName(entry), literal(value)]])
}
