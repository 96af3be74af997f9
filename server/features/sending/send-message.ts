import { createHash } from 'node:crypto'
import { plainTextOf } from '#contract/rich-text-words.ts'
import type { OutgoingMessage, SendResult, Thread } from '#contract/sending.ts'
import type { MailAccount, MailIdentity, MessageReference } from '#server/mail/mail-account.ts'
import { buildMessage, type BuiltMessage, type OutgoingCalendar } from '#server/mail/mime/build-message.ts'
import { contentIdOf, richTextAsHtml } from '#server/mail/rich-text/write-html.ts'
import { messageIdOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import type { Envelope, Submission, Submitted } from '#server/mail/submission-port.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { SendLease } from '#server/storage/sends.ts'
import type { Uploads } from '#server/storage/uploads.ts'
import { ownAddressOf } from '#server/mail/own-address.ts'
import { gatherFiles } from './gather-files.ts'

export interface SendingServices {
  submission: Submission
  identityOf: (signedIn: SignedIn) => MailIdentity
  messageLimitBytes: number
  uploads: Pick<Uploads, 'find' | 'open'>
  /** What goes out with a message from one of the person's addresses; empty for what the directory says. */
  writesAs: (signedIn: SignedIn, address: string) => Promise<{ name: string; replyTo: string }>
}

type Building = Pick<SendingServices, 'uploads' | 'messageLimitBytes' | 'writesAs'>

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
  services: Building,
  signedIn: SignedIn,
  mail: MailAccount,
  message: Composition,
  dateMs: number,
): Promise<Prepared> {
  const envelope: Envelope = { from: ownAddress(signedIn, message.from), to: recipientsOf(message) }
  if (message.options?.deliveryReport) envelope.deliveryReport = true
  const built = await build(services, signedIn, mail, message, dateMs)
  return { envelope, built, messageId: stableMessageId(signedIn.user, message) }
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
  await markForwarded(mail, message.forwarded)
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
export function ownAddress({ addresses }: SignedIn, from: string): string {
  const own = ownAddressOf(addresses, from)
  if (own === null) throw new Problem('sender-refused')
  return own
}

export function recipientsOf({ to, cc, bcc }: Pick<OutgoingMessage, 'to' | 'cc' | 'bcc'>): string[] {
  const addresses = [...to, ...cc, ...bcc].map(({ address }) => address)
  if (addresses.length === 0) throw new Problem('invalid-request', { fields: [{ field: 'to', code: 'missing' }] })
  const unique = [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()]
  if (unique.length > mostRecipients)
    throw new Problem('invalid-request', { fields: [{ field: 'to', code: 'too-many' }] })
  return unique
}

/** The message as it is sent and as it is kept. */
export async function build(
  { uploads, messageLimitBytes, writesAs }: Building,
  signedIn: SignedIn,
  mail: MailAccount,
  message: Composition,
  dateMs: number,
): Promise<BuiltMessage> {
  const { from, to, cc, bcc, subject, document, calendar } = message
  const address = ownAddress(signedIn, from)
  const [thread, { name, replyTo }] = await Promise.all([threadOf(mail, message), writesAs(signedIn, address)])
  const outgoing = {
    from: { name: name || signedIn.name, address },
    replyTo,
    to,
    cc,
    bcc,
    subject,
    text: document ? plainTextOf(document) : message.text,
    html: document && richTextAsHtml(document, subject),
    messageId: stableMessageId(signedIn.user, message),
    ...thread,
    dateMs,
    calendar,
    options: message.options,
  }
  const files = await gatherFiles(uploads, signedIn.user, mail, message.files ?? [])
  const attachments = files.map(({ contentId, ...file }) => ({
    ...file,
    // Without formatted text there is no place for a picture to stand in.
    contentId: document && contentId && contentIdOf(contentId),
  }))
  return buildMessage({ ...outgoing, attachments }, messageLimitBytes)
}

async function threadOf(mail: MailAccount, { answering, thread }: Composition): Promise<Thread> {
  const none = thread ?? { inReplyTo: null, references: [] }
  if (!answering) return none
  try {
    const { messageId, references } = await mail.threadHeaders(originalOf(answering.messageId))
    return {
      // A forwarded message begins a new conversation for its readers, but clients still thread by References.
      inReplyTo: answering.kind === 'reply' ? messageId : null,
      references: [...references, ...(messageId ? [messageId] : [])],
    }
  } catch (error) {
    if (thread && isProblem(error, 'message-gone')) return thread
    throw error
  }
}

function originalOf(id: string): MessageReference {
  const reference = messageReferenceOf(id)
  if (!reference) throw new Problem('message-gone')
  return reference
}

/** The same composition always gets the same Message-ID, so that whatever happens a reader's program sees one message. */
export function stableMessageId(
  user: string,
  { idempotencyKey, from }: Pick<OutgoingMessage, 'idempotencyKey' | 'from'>,
): string {
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

/** Marks the messages that it carried whole. Never fails either. */
export async function markForwarded(mail: MailAccount, messageIds: readonly string[] = []): Promise<void> {
  const references = messageIds.flatMap((id) => messageReferenceOf(id) ?? [])
  if (references.length > 0) await mail.changeFlags(references, ['forwarded'], []).catch(() => [])
}
