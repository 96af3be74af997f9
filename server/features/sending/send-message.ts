import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { OutgoingMessage, SendResult } from '#contract/sending.ts'
import type { MailAccount, MailIdentity, MessageReference } from '#server/mail/mail-account.ts'
import {
  buildMessage,
  type BuiltMessage,
  type OutgoingCalendar,
  type OutgoingPart,
} from '#server/mail/mime/build-message.ts'
import { messageIdOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import type { Envelope, Submission, Submitted } from '#server/mail/submission-port.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { SendLease } from '#server/storage/sends.ts'

export interface SendingServices {
  submission: Submission
  identityOf: (signedIn: SignedIn) => MailIdentity
  messageLimitBytes: number
}

/** What is sent; an answer to an invitation has a calendar file beside its text (RFC 6047). */
export type Composition = OutgoingMessage & { calendar?: OutgoingCalendar }

const mostRecipients = 500

/** All that sending needs, so that nothing later depends on the session, the original or an upload. */
export interface Prepared {
  envelope: Envelope
  built: BuiltMessage
  messageId: string
}

/**
 * Builds what one composition becomes.
 *
 * @throws Problem `sender-refused`, `invalid-request`, `message-gone`, `not-found`, `message-too-large`
 */
export async function prepareMessage(
  { messageLimitBytes }: Pick<SendingServices, 'messageLimitBytes'>,
  signedIn: SignedIn,
  mail: MailAccount,
  message: Composition,
  dateMs: number,
): Promise<Prepared> {
  const envelope = { from: ownAddress(signedIn, message.from), to: recipientsOf(message) }
  const messageId = stableMessageId(signedIn.user, message)
  const built = await build(signedIn, mail, message, { messageId, dateMs, limitBytes: messageLimitBytes })
  return { envelope, built, messageId }
}

/**
 * Sends one composition: build, hand over, note the outcome, keep a copy, mark the original. Only the first three can fail the
 * send; a copy or mark that cannot be made never unsends a message.
 */
export async function sendThis(
  services: SendingServices,
  signedIn: SignedIn,
  mail: MailAccount,
  message: Composition,
  lease: SendLease,
): Promise<SendResult> {
  const { envelope, built } = await prepareMessage(services, signedIn, mail, message, Date.now())
  const identity = services.identityOf(signedIn)
  const submitted = await services.submission.submit(identity, envelope, built.toSend, () => lease.handOver())
  const result = resultOf(submitted)
  await lease.settle(result)
  if (result.outcome === 'outcome-unknown') return result
  await markOriginal(mail, message.answering)
  const copy = await mail.saveSentCopy(built.toKeep).catch(() => null)
  if (!copy) return result
  const complete = { ...result, sentCopyId: messageIdOf(copy) }
  await lease.settle(complete)
  return complete
}

export function resultOf(submitted: Submitted): SendResult {
  const refused = submitted.outcome === 'accepted' ? submitted.refused : []
  return { outcome: submitted.outcome, sentCopyId: null, refused }
}

/** The address as the directory writes it; only the person's own (the submission server checks once more). */
function ownAddress({ addresses }: SignedIn, from: string): string {
  const own = addresses.find((address) => address.toLowerCase() === from.toLowerCase())
  if (own === undefined) throw new Problem('sender-refused')
  return own
}

function recipientsOf({ to, cc, bcc }: OutgoingMessage): string[] {
  const addresses = [...to, ...cc, ...bcc].map(({ address }) => address)
  if (addresses.length === 0) throw new Problem('invalid-request', { fields: [{ field: 'to', code: 'missing' }] })
  const unique = [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()]
  if (unique.length > mostRecipients)
    throw new Problem('invalid-request', { fields: [{ field: 'to', code: 'too-many' }] })
  return unique
}

async function build(
  signedIn: SignedIn,
  mail: MailAccount,
  message: Composition,
  { messageId, dateMs, limitBytes }: { messageId: string; dateMs: number; limitBytes: number },
): Promise<BuiltMessage> {
  const { from, to, cc, bcc, subject, text, answering, calendar } = message
  const original = answering && originalOf(answering.messageId)
  const thread = original && (await mail.threadHeaders(original))
  const outgoing = {
    from: { name: signedIn.name, address: ownAddress(signedIn, from) },
    to,
    cc,
    bcc,
    subject,
    text,
    messageId,
    // A forwarded message begins a new conversation for its readers, but clients still thread by References.
    inReplyTo: answering?.kind === 'reply' ? (thread?.messageId ?? null) : null,
    references: thread ? [...thread.references, ...(thread.messageId ? [thread.messageId] : [])] : [],
    dateMs,
    calendar,
  }
  const attachments = original ? await partsOf(mail, original, answering.attachPartIds) : []
  return buildMessage({ ...outgoing, attachments }, limitBytes)
}

function originalOf(id: string): MessageReference {
  const reference = messageReferenceOf(id)
  if (!reference) throw new Problem('message-gone')
  return reference
}

/** The original's parts, each fetched only when the message being built comes to it: one transfer at a time. */
async function partsOf(
  mail: MailAccount,
  original: MessageReference,
  partIds: readonly string[],
): Promise<OutgoingPart[]> {
  if (partIds.length === 0) return []
  const { attachments } = await mail.read(original)
  return partIds.map((partId) => {
    const attachment = attachments.find((candidate) => candidate.partId === partId)
    if (!attachment) throw new Problem('not-found')
    const bytes = async function* () {
      yield* (await mail.download(original, partId)).bytes as AsyncIterable<Buffer>
    }
    return { name: attachment.name, type: attachment.type, bytes: Readable.from(bytes(), { objectMode: false }) }
  })
}

/** The same composition always gets the same Message-ID, so that whatever happens a reader's program sees one message. */
function stableMessageId(user: string, { idempotencyKey, from }: OutgoingMessage): string {
  const unique = createHash('sha256').update(`${user}\0${idempotencyKey}`).digest('hex').slice(0, 40)
  return `<${unique}@${from.slice(from.lastIndexOf('@') + 1)}>`
}

/** Marks the message that was answered or forwarded. Never fails: the mark is a help, no more. */
export async function markOriginal(
  mail: MailAccount,
  answering: (Pick<NonNullable<OutgoingMessage['answering']>, 'kind'> & { messageId: string }) | null,
): Promise<void> {
  const original = answering && messageReferenceOf(answering.messageId)
  if (!original) return
  const flag = answering.kind === 'reply' ? 'answered' : 'forwarded'
  await mail.changeFlags([original], [flag], []).catch(() => [])
}
