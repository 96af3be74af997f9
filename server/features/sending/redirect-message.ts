import type { ParsedRequest } from '#contract/endpoint.ts'
import type { redirectMessage } from '#contract/redirecting.ts'
import type { SendResult } from '#contract/sending.ts'
import type { MessageReference } from '#server/mail/mail-account.ts'
import { atMost, type HeldMessage } from '#server/mail/message-bytes.ts'
import { fieldOf, plainWords, readHeader } from '#server/mail/mime/headers/header-fields.ts'
import { resentMessage } from '#server/mail/mime/resent-message.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import type { Envelope } from '#server/mail/submission-port.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { SendLease } from '#server/storage/sends.ts'
import { withCopy } from './copy-later.ts'
import { copyOfSent } from './sent-copy.ts'
import { recipientsOf, resultOf, senderOf, type SendingServices, stableMessageId } from './send-message.ts'
import { versionOfRedirect } from './version.ts'

export type Redirecting = ParsedRequest<typeof redirectMessage>['body'] & { messageId: string }

export interface Redirection {
  envelope: Envelope
  /** Whoever had it prepared discards it. */
  resent: HeldMessage
  /** The Message-ID of sending it on. */
  resentId: string
  reference: MessageReference
  /** In words. */
  subject: string
  /** User name of whose mailbox it goes out from; null for the person's own. */
  owner: string | null
}

/**
 * Sends a message on as it is: fetch, hand over, note the outcome, keep a copy, mark the original. As with every sending, only
 * the first three can fail it.
 */
export async function redirectThis(
  services: SendingServices,
  session: LiveSession,
  redirecting: Redirecting,
  lease: SendLease,
): Promise<SendResult> {
  const { submission, identityOf } = services
  const { signedIn, mail } = session
  const dateMs = Date.now()
  const redirection = await prepareRedirect(services, session, redirecting, dateMs)
  const { envelope, resent, resentId, reference, owner, subject } = redirection
  try {
    const submitted = await submission.submit(identityOf(signedIn), envelope, resent, () => lease.handOver())
    const result = resultOf(submitted)
    await lease.settle(result)
    if (result.outcome === 'outcome-unknown') return result
    await mail.changeFlags([reference], ['forwarded'], []).catch(() => [])
    const sought = { messageId: resentId, isRedirect: true, owner }
    const copy = await copyOfSent(mail, sought, resent, services.serverKeepsCopies)
    const { idempotencyKey, to } = redirecting
    const entry = {
      ...{ user: signedIn.user, idempotencyKey, version: versionOfRedirect(redirecting), isRedirect: true },
      ...{ envelope, messageId: resentId, to, cc: [], bcc: [], subject, ...(owner === null ? {} : { owner }) },
      leftovers: { uploadIds: [], savedDraft: null },
    }
    const content = { message: resent, bcc: Buffer.alloc(0) }
    const complete = await withCopy(result, copy, () =>
      services.keepCopyLater?.({ entry, content, dateMs, composer: '{}' }, result),
    )
    if (complete !== result) await lease.settle(complete)
    return complete
  } finally {
    await resent.discard()
  }
}

/**
 * All that sending it on needs.
 *
 * @throws Problem `message-gone`, `sender-refused`, `invalid-request`, `message-too-large`
 */
export async function prepareRedirect(
  services: SendingServices,
  { signedIn, mail }: LiveSession,
  { messageId, idempotencyKey, from, to }: Redirecting,
  dateMs: number,
): Promise<Redirection> {
  const reference = messageReferenceOf(messageId)
  if (!reference) throw new Problem('message-gone')
  const { address, delegation } = await senderOf(services, signedIn, from)
  // What is sent on is in nobody's words: who did it is all that it says.
  if (delegation?.right === 'on-behalf') throw new Problem('sender-refused')
  const envelope = { from: address, to: recipientsOf({ to, cc: [], bcc: [] }) }
  const { name } = await services.writesAs(signedIn, address)
  const resentId = stableMessageId(signedIn.user, { idempotencyKey, from: address })
  const author = { name: name || (delegation?.name ?? signedIn.name), address }
  let subject = ''
  const readSubject = (header: Buffer) => {
    subject = plainWords(fieldOf(readHeader(header), 'subject') ?? '', 900)
  }
  const { bytes } = await mail.source(reference)
  const source = atMost(
    bytes as AsyncIterable<Buffer>,
    services.messageLimitBytes,
    () => new Problem('message-too-large'),
  )
  const resending = { from: author, to, messageId: resentId, dateMs }
  const resent = await services.hold(resentMessage(source, resending, readSubject))
  return {
    envelope,
    resent,
    resentId,
    reference,
    owner: delegation?.userName ?? null,
    subject,
  }
}
