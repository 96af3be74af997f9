import type { ImapFlow } from 'imapflow'
import { normalizePath } from 'imapflow/lib/tools.js'
import { command, mailbox } from './command.ts'

/* Unlike imapflow's own, these send names as strings whatever is in them, and tell why they were refused. */

/** CREATE (RFC 9051, 6.3.4), below the person's own prefix where the server has one; gives the path. */
export async function createMailbox(client: ImapFlow, path: string): Promise<string> {
  const whole = normalizePath(client, path)
  await command(client, 'CREATE', [mailbox(client, whole)])
  return whole
}

/** RENAME (RFC 9051, 6.3.6): subfolders go with it, subscriptions do not. Gives the new path. */
export async function renameMailbox(client: ImapFlow, from: string, to: string): Promise<string> {
  const whole = normalizePath(client, to)
  await command(client, 'RENAME', [mailbox(client, from), mailbox(client, whole)])
  return whole
}

export async function deleteMailbox(client: ImapFlow, path: string): Promise<void> {
  await command(client, 'DELETE', [mailbox(client, path)])
}

export async function subscribe(client: ImapFlow, path: string, subscribed: boolean): Promise<void> {
  await command(client, subscribed ? 'SUBSCRIBE' : 'UNSUBSCRIBE', [mailbox(client, path)])
}
