import type { ImapFlow } from 'imapflow'
import { atom, command, onUntagged, text } from './command.ts'

/** What the server told about a mailbox on its own account. */
export interface PushedStatus {
  path: string
  total?: number
  unread?: number
  uidNext?: number
  /** The number of its last change (RFC 7162): it is told for every change of a flag (RFC 5465, 5.5). */
  modseq?: bigint
}

/**
 * NOTIFY (RFC 5465): asks to be told the counts of the person's other mailboxes, now (STATUS) and when they change, and when
 * mailboxes are made, renamed, deleted or (un)subscribed, where the server can tell that. The selected one is told by IDLE as
 * ever: with SELECTED-DELAYED the server holds removals back until it may send them.
 */
export async function notify(client: ImapFlow): Promise<void> {
  try {
    await notifyOf(client, ['MailboxName', 'SubscriptionChange'])
  } catch (error) {
    if ((error as { serverResponseCode?: string }).serverResponseCode !== 'BADEVENT') throw error
    await notifyOf(client, [])
  }
}

async function notifyOf(client: ImapFlow, mailboxEvents: readonly string[]): Promise<void> {
  const messages = [atom('MessageNew'), atom('MessageExpunge'), atom('FlagChange')]
  const scopes = [
    [atom('SELECTED-DELAYED'), messages],
    [atom('PERSONAL'), [...messages, ...mailboxEvents.map(atom)]],
  ]
  await command(client, 'NOTIFY', [atom('SET'), atom('STATUS'), ...scopes])
}

/** Calls back for every LIST the server sends unasked: a mailbox that was made, renamed, deleted or (un)subscribed. */
export function onPushedMailboxes(client: ImapFlow, listen: () => void): void {
  onUntagged(client, 'LIST', () => listen())
}

/** Calls back for every STATUS the server pushes; imapflow itself drops those of other mailboxes. */
export function onPushedStatus(
  client: ImapFlow,
  decode: (path: string) => string,
  listen: (status: PushedStatus) => void,
) {
  onUntagged(client, 'STATUS', (response) => {
    const list = response.attributes?.[1]
    if (!Array.isArray(list)) return
    const status: PushedStatus = { path: decode(text(response.attributes?.[0])) }
    for (let index = 0; index + 1 < list.length; index += 2) {
      const said = text(list[index + 1])
      const value = Number(said)
      const name = text(list[index]).toUpperCase()
      if (name === 'MESSAGES') status.total = value
      else if (name === 'UNSEEN') status.unread = value
      else if (name === 'UIDNEXT') status.uidNext = value
      else if (name === 'HIGHESTMODSEQ' && /^\d{1,20}$/.test(said)) status.modseq = BigInt(said)
    }
    listen(status)
  })
}
