import type { MailAccount, MessageReference } from '#server/mail/mail-account.ts'
import { type MessageBytes, pieceBytes } from '#server/mail/message-bytes.ts'

/** So many messages of one deed are named; how many it was of is said besides. */
const mostNamed = 100

/** Message-IDs (RFC 5322, 3.6.4) of messages by their references, for as long as they are there. */
export type MessageIds = ReadonlyMap<MessageReference, string>

/** Asked before something is done to them: afterwards they may be gone. What is noted is no reason for that to fail. */
export async function idsBefore(account: MailAccount, references: readonly MessageReference[]): Promise<MessageIds> {
  const asked = references.slice(0, mostNamed)
  const ids = asked.length === 0 ? [] : await account.messageIds(asked).catch(() => [])
  return new Map(
    asked.flatMap((reference, at) => {
      const id = ids[at] ?? null
      return id === null ? [] : [[reference, id] as const]
    }),
  )
}

/** The one that stands in the header of a message of ours, where that begins it; null where it cannot be read. */
export async function idOfSent(message: MessageBytes): Promise<string | null> {
  try {
    let begun = ''
    for await (const piece of message.open()) {
      begun += piece.toString('latin1')
      if (begun.length >= pieceBytes || begun.includes('\r\n\r\n')) break
    }
    const header = begun.slice(0, Math.max(0, `${begun}\r\n\r\n`.indexOf('\r\n\r\n')))
    return /^Message-ID:\s*(<[^<>\s]{1,900}>)/im.exec(header)?.[1] ?? null
  } catch {
    return null
  }
}
