import { call } from '#client/api/call.ts'
import { type DraftFile } from '#client/mail/draft.ts'
import { wholeMessageFile } from '#client/mail/forward-attached.ts'
import { type Message } from '#contract/messages.ts'
import { readNestedMessage } from '#contract/nested-messages.ts'

/** A message to answer or to forward, with the words that people read in it. */
export interface Opened {
  message: Message
  /** The whole message as a file, where files are in it that cannot be taken along one by one. */
  whole: DraftFile[]
}

/**
 * A message that stands inside its own signature, or is packed (RFC 8551, 3.5.2 and 3.6), has no text of its own: it is answered and
 * forwarded with what is inside. Any other one is as it is, and so is one that cannot be opened now: an answer must not fail for it.
 */
export async function openInner(message: Message): Promise<Opened> {
  const { id: messageId, facts, text, html } = message
  const within = facts.protection.find(({ kind }) => kind === 'opaque' || kind === 'compressed')
  if (!within || text !== null || html !== null) return { message, whole: [] }
  try {
    const inner = await call(readNestedMessage, { params: { messageId, partId: within.partId } })
    return {
      message: { ...message, text: inner.text, html: inner.html },
      whole: inner.attachments.length > 0 || inner.cut ? [wholeMessageFile(message)] : [],
    }
  } catch {
    return { message, whole: [wholeMessageFile(message)] }
  }
}
