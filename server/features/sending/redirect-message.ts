import type { ParsedRequest } from '#contract/endpoint.ts'
import type { redirectMessage } from '#contract/redirecting.ts'
import type { SendResult } from '#contract/sending.ts'
import type { MailAccount, MessageReference } from '#server/mail/mail-account.ts'
import { resentMessage } from '#server/mail/mime/resent-message.ts'
import { messageIdOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { SendLease } from '#server/storage/sends.ts'
import { ownAddress, recipientsOf, resultOf, type SendingServices, stableMessageId } from './send-message.ts'

export type Redirecting = ParsedRequest<typeof redirectMessage>['body'] & { messageId: string }

/**
 * Sends a message on as it is: fetch, hand over, note the outcome, keep a copy, mark the original. As with every sending, only
 * the first three can fail it.
 */
export async function redirectThis(
  { submission, identityOf, writesAs, messageLimitBytes }: SendingServices,
  { signedIn, mail }: LiveSession,
  { messageId, idempotencyKey, from, to }: Redirecting,
  lease: SendLease,
): Promise<SendResult> {
  const reference = messageReferenceOf(messageId)
  if (!reference) throw new Problem('message-gone')
  const address = ownAddress(signedIn, from)
  const envelope = { from: address, to: recipientsOf({ to, cc: [], bcc: [] }) }
  const [source, { name }] = await Promise.all([
    wholeSource(mail, reference, messageLimitBytes),
    writesAs(signedIn, address),
  ])
  const resent = resentMessage(source, {
    from: { name: name || signedIn.name, address },
    to,
    messageId: stableMessageId(signedIn.user, { idempotencyKey, from: address }),
    dateMs: Date.now(),
  })
  const submitted = await submission.submit(identityOf(signedIn), envelope, resent, () => lease.handOver())
  const result = resultOf(submitted)
  await lease.settle(result)
  if (result.outcome === 'outcome-unknown') return result
  await mail.changeFlags([reference], ['forwarded'], []).catch(() => [])
  const copy = await mail.saveSentCopy(resent).catch(() => null)
  if (!copy) return result
  const complete = { ...result, sentCopyId: messageIdOf(copy) }
  await lease.settle(complete)
  return complete
}

async function wholeSource(mail: MailAccount, reference: MessageReference, limitBytes: number): Promise<Buffer> {
  const { bytes } = await mail.source(reference)
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length
    if (sizeBytes > limitBytes) {
      bytes.destroy()
      throw new Problem('message-too-large')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
