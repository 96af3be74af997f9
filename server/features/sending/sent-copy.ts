import { setTimeout as pause } from 'node:timers/promises'
import type { MailAccount, MessageReference } from '#server/mail/mail-account.ts'
import type { MessageBytes } from '#server/mail/message-bytes.ts'

/** What a copy in Sent is known by. */
export interface SoughtCopy {
  messageId: string
  /** `messageId` is that of sending on what somebody else wrote (Resent-Message-ID, RFC 5322, 3.6.6). */
  isRedirect?: boolean | undefined
  /** User name of whose mailbox it went out from; nobody for the writer's own. */
  owner?: string | null | undefined
}

/** While a person waits for the answer. */
const looksMs = [0, 200, 500, 1_000, 1_500, 2_000]

/** In Sent of the mailbox it went out from, or in the person's own, where that one did not take it. */
export async function findCopy(
  mail: MailAccount,
  { messageId, isRedirect = false, owner = null }: SoughtCopy,
): Promise<MessageReference | null> {
  for (const { role, owner: whose, path: folder } of await mail.folders()) {
    if (role !== 'sent' || (whose !== null && whose !== owner)) continue
    const { uids, validity } = await mail.pick(folder, isRedirect ? { resentMessageId: messageId } : { messageId })
    const uid = uids.at(-1)
    if (uid !== undefined) return { folder, validity, uid }
  }
  return null
}

/** The copy the mail servers keep, once it is there; else the one that is put there. Null where there is no folder for one. */
export async function copyOfSent(
  mail: MailAccount,
  sought: SoughtCopy,
  message: MessageBytes,
  serverKeepsCopies: boolean,
): Promise<MessageReference | null | 'failed'> {
  try {
    for (const beforeMs of serverKeepsCopies ? looksMs : []) {
      await pause(beforeMs)
      const found = await findCopy(mail, sought)
      if (!found) continue
      mail.noteSent?.(sought.owner ?? null, sought.messageId)
      return found
    }
    return await mail.saveSentCopy(message, sought.owner ?? null)
  } catch {
    // It has gone out, whatever becomes of the copy.
    return 'failed'
  }
}
