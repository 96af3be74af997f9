import type { ImapFlow, ImapResponse } from 'imapflow'
import { command, mailbox, text, type Token } from './command.ts'

/* Access control lists (RFC 4314). */

const word = (value: string): Token => ({ type: 'STRING', value })

/** MYRIGHTS (RFC 4314, 3.5): the letters of what the person may do there. */
export async function myRights(client: ImapFlow, path: string): Promise<string> {
  let rights = ''
  await command(client, 'MYRIGHTS', [mailbox(client, path)], {
    MYRIGHTS: (response: ImapResponse) => {
      rights = text(response.attributes?.[1])
    },
  })
  return rights
}

/** GETACL (RFC 4314, 3.3): identifier to the letters of its rights; an identifier with "-" before it takes rights away. */
export async function getAcl(client: ImapFlow, path: string): Promise<Map<string, string>> {
  const entries = new Map<string, string>()
  await command(client, 'GETACL', [mailbox(client, path)], {
    ACL: (response: ImapResponse) => {
      const [, ...list] = response.attributes ?? []
      for (let at = 0; at + 1 < list.length; at += 2) entries.set(text(list[at]), text(list[at + 1]))
    },
  })
  return entries
}

/** SETACL (RFC 4314, 3.1): exactly these rights. Servers take identifiers that nobody has, so the caller knows who it is. */
export async function setAcl(client: ImapFlow, path: string, identifier: string, rights: string): Promise<void> {
  await command(client, 'SETACL', [mailbox(client, path), word(identifier), word(rights)])
}

/** DELETEACL (RFC 4314, 3.2). */
export async function deleteAcl(client: ImapFlow, path: string, identifier: string): Promise<void> {
  await command(client, 'DELETEACL', [mailbox(client, path), word(identifier)])
}
