import type { SendResult } from '#contract/sending.ts'
import type { MessageReference } from '#server/mail/mail-account.ts'
import { messageIdOf } from '#server/mail/reference-ids.ts'
import type { OutboxEntry } from '#server/storage/outbox-entry.ts'
import type { Outbox, OutboxContent } from '#server/storage/outbox.ts'

/** A message that is out while its copy could not be kept, as it would stand in the outbox. */
export interface UncopiedMessage {
  entry: Pick<
    OutboxEntry,
    'user' | 'idempotencyKey' | 'envelope' | 'messageId' | 'to' | 'cc' | 'bcc' | 'subject' | 'leftovers'
  > &
    Partial<Pick<OutboxEntry, 'version' | 'owner' | 'isRedirect'>>
  content: OutboxContent
  /** The date it went out with. */
  dateMs: number
  /** What the composer wants back. */
  composer: string
}

/** Sees to it that the copy is tried again, by whoever works on the outbox. Resolves to whether it will be. */
export type CopyLater = (uncopied: UncopiedMessage, result: SendResult) => Promise<boolean>

const firstPauseMs = 30_000

/** Puts the message into the outbox as one that is out already: only its copy is left to do. */
export function copyLaterWith(outbox: Outbox, now: () => number, onChange: (user: string) => void): CopyLater {
  return async ({ entry, content, dateMs, composer }, result) => {
    const nowMs = now()
    const left: Omit<OutboxEntry, 'id'> = {
      ...entry,
      ...{ state: 'accepted', dueMs: dateMs, createdMs: nowMs, nextMs: nowMs + firstPauseMs, isScheduled: false },
      sizeBytes: content.bcc.length + content.message.sizeBytes + composer.length,
      // Marked already; the try that failed may have put a copy there before its answer was lost.
      ...{ original: null, tries: 1, firstFailureMs: nowMs, fault: null, result, mayHaveCopy: true },
    }
    try {
      await outbox.add(left, content, composer)
    } catch {
      // It has gone out, whatever becomes of the copy.
      return false
    }
    onChange(entry.user)
    return true
  }
}

/** What is known of a message that is out, once its copy is kept, or is to be. */
export async function withCopy(
  result: SendResult,
  copy: MessageReference | null | 'failed',
  keepLater: () => Promise<boolean> | undefined,
): Promise<SendResult> {
  if (copy === 'failed') return (await keepLater()) ? { ...result, copyFollows: true } : result
  return copy ? { ...result, sentCopyId: messageIdOf(copy) } : result
}
