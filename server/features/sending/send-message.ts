import { createHash } from 'node:crypto'
import { plainTextOf } from '#contract/rich-text-words.ts'
import type { OutgoingMessage, SendResult, Thread } from '#contract/sending.ts'
import type { Delegation } from '#server/mail/directory-port.ts'
import type { MailAccount, MailIdentity, MessageReference } from '#server/mail/mail-account.ts'
import type { Hold } from '#server/mail/message-bytes.ts'
import { buildMessage, type BuiltMessage, type OutgoingCalendar } from '#server/mail/mime/build-message.ts'
import { asSent } from '#server/mail/rich-text/as-sent.ts'
import { contentIdOf, richTextAsHtml } from '#server/mail/rich-text/write-html.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import type { Envelope, Submission, Submitted } from '#server/mail/submission-port.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { SendLease } from '#server/storage/sends.ts'
import type { Uploads } from '#server/storage/uploads.ts'
import { ownAddressOf } from '#server/mail/own-address.ts'
import { type CopyLater, withCopy } from './copy-later.ts'
import { gatherFiles } from './gather-files.ts'
import { leftoversOf } from './leftovers.ts'
import { copyOfSent } from './sent-copy.ts'
import { versionOf } from './version.ts'

export interface SendingServices {
  submission: Submission
  identityOf: (signedIn: SignedIn) => MailIdentity
  messageLimitBytes: number
  /** Where a message is while it is handed over. */
  hold: Hold
  /** The mail servers put what is submitted into Sent themselves. */
  serverKeepsCopies: boolean
  /** Not given where a copy that fails is not tried again. */
  keepCopyLater?: CopyLater
  uploads: Pick<Uploads, 'find' | 'open'>
  /** What goes out with a message from one of the person's addresses; empty for what the directory says. */
  writesAs: (signedIn: SignedIn, address: string) => Promise<{ name: string; replyTo: string }>
  /** The mailbox of somebody else's that an address is of, where the person may write from it. */
  delegation: (signedIn: SignedIn, address: string) => Promise<Delegation | null>
}

type Building = Pick<SendingServices, 'uploads' | 'messageLimitBytes' | 'hold' | 'writesAs' | 'delegation'>

/** What is sent; an answer to an invitation has a calendar file beside its text (RFC 6047). */
export type Composition = OutgoingMessage & { calendar?: OutgoingCalendar; composer?: string | undefined }

const mostRecipients = 500

/** All that sending needs, so that nothing later depends on the session, the original or an upload. */
export interface Prepared {
  envelope: Envelope
  built: BuiltMessage
  messageId: string
  /** User name of whose mailbox it goes out from; null for the person's own. */
  owner: string | null
}

/**
 * Builds what one composition becomes. Whoever asks for it discards `built.toSend` when they are done.
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
  const { delegation, envelopeFrom } = await senderOf(services, signedIn, message.from)
  const envelope: Envelope = { from: envelopeFrom, to: recipientsOf(message) }
  if (message.options?.deliveryReport) envelope.deliveryReport = true
  const sent = message.document ? { ...message, document: asSent(message.document) } : message
  const built = await build(services, signedIn, mail, sent, dateMs)
  const owner = delegation?.userName ?? null
  return { envelope, built, messageId: stableMessageId(signedIn.user, message), owner }
}

/**
 * Sends one composition: build, hand over, note the outcome, keep a copy, mark the original. Only the first three can fail the
 * send; a copy or mark that cannot be made never unsends a message. A copy that failed is tried again from the outbox.
 */
export async function sendThis(
  services: SendingServices,
  signedIn: SignedIn,
  mail: MailAccount,
  message: Composition,
  lease: SendLease,
): Promise<SendResult> {
  const dateMs = Date.now()
  const prepared = await prepareMessage(services, signedIn, mail, message, dateMs)
  const { envelope, built } = prepared
  try {
    const identity = services.identityOf(signedIn)
    const submitted = await services.submission.submit(identity, envelope, built.toSend, () => lease.handOver())
    const result = resultOf(submitted)
    await lease.settle(result)
    if (result.outcome === 'outcome-unknown') return result
    await markOriginal(mail, message.answering)
    await markForwarded(mail, message.forwarded)
    const copy = await copyOfSent(mail, prepared, built.toKeep, services.serverKeepsCopies)
    const complete = await withCopy(result, copy, () =>
      services.keepCopyLater?.(uncopied(signedIn.user, message, prepared, dateMs), result),
    )
    if (complete !== result) await lease.settle(complete)
    return complete
  } finally {
    await built.toSend.discard()
  }
}

function uncopied(user: string, message: Composition, { envelope, messageId, owner, built }: Prepared, dateMs: number) {
  const { idempotencyKey, to, cc, bcc, subject, composer = '{}' } = message
  const who = { user, ...(owner === null ? {} : { owner }) }
  const what = { idempotencyKey, version: versionOf(message), envelope, messageId, to, cc, bcc, subject }
  const content = { message: built.toSend, bcc: built.bcc }
  return { entry: { ...who, ...what, leftovers: leftoversOf(message) }, content, dateMs, composer }
}

export function resultOf(submitted: Submitted): SendResult {
  const refused = submitted.outcome === 'accepted' ? submitted.refused : []
  return { outcome: submitted.outcome, sentCopyId: null, refused }
}

export interface MessageSender {
  /** As the directory writes it. */
  address: string
  delegation: Delegation | null
  /** Who the submission server is told: on behalf of somebody one sends as oneself. */
  envelopeFrom: string
}

/**
 * Who a message is from: the person, or somebody they may write for (the submission server checks once more).
 *
 * @throws Problem `sender-refused`
 */
export async function senderOf(
  { delegation: delegationOf }: Pick<SendingServices, 'delegation'>,
  signedIn: SignedIn,
  from: string,
): Promise<MessageSender> {
  const own = ownAddressOf(signedIn.addresses, from)
  if (own !== null) return { address: own, delegation: null, envelopeFrom: own }
  const delegation = await delegationOf(signedIn, from)
  if (!delegation) throw new Problem('sender-refused')
  const { address, right } = delegation
  const [main] = signedIn.addresses
  if (right === 'on-behalf' && main === undefined) throw new Problem('sender-refused')
  return { address, delegation, envelopeFrom: right === 'on-behalf' && main !== undefined ? main : address }
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
  { uploads, messageLimitBytes, hold, writesAs, delegation: delegationOf }: Building,
  signedIn: SignedIn,
  mail: MailAccount,
  message: Composition,
  dateMs: number,
): Promise<BuiltMessage> {
  const { from, to, cc, bcc, subject, document, calendar } = message
  const { address, delegation, envelopeFrom } = await senderOf({ delegation: delegationOf }, signedIn, from)
  const [thread, { name, replyTo }] = await Promise.all([threadOf(mail, message), writesAs(signedIn, address)])
  const outgoing = {
    from: { name: name || (delegation?.name ?? signedIn.name), address },
    ...(delegation?.right === 'on-behalf' ? { sender: { name: signedIn.name, address: envelopeFrom } } : {}),
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
  return buildMessage({ ...outgoing, attachments }, messageLimitBytes, hold)
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
