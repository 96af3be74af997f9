import { type MessageId } from '#contract/ids.ts'
import { changeFlags } from './change-flags.ts'
import { mailboxCache } from './mailbox-cache.ts'

/** Opening a message marks it read without a word; if that fails, it simply stays unread. */
export async function markReadQuietly(id: MessageId): Promise<void> {
  if (mailboxCache().findMessage(id)?.flags.includes('seen') !== false) return
  await changeFlags([id], { add: ['seen'], remove: [] }).catch(() => undefined)
}
