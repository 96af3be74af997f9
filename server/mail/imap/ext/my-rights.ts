import type { ImapFlow, ImapResponse } from 'imapflow'
import { command, mailbox, text } from './command.ts'

/** MYRIGHTS (RFC 4314, 3.5). */
export async function myRights(client: ImapFlow, path: string): Promise<string> {
  let rights = ''
  const read = (response: ImapResponse) => {
    rights = text(response.attributes?.[1])
  }
  await command(client, 'MYRIGHTS', [mailbox(client, path)], { MYRIGHTS: read })
  return rights
}
