import type { ImapFlow } from 'imapflow'
import { getStringList } from 'imapflow/lib/tools.js'
import { onUntagged } from './command.ts'

/** A server says anew which flags a mailbox has when a new keyword comes into it; imapflow listens only while it is opened. */
export function keepFlagsCurrent(client: ImapFlow): void {
  onUntagged(client, 'FLAGS', ({ attributes }) => {
    if (client.mailbox) client.mailbox.flags = new Set(getStringList(attributes?.[0]))
  })
}
