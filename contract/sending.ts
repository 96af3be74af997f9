import * as z from 'zod/mini'
import { draftPlace } from './draft-place.ts'
import { endpoint } from './endpoint.ts'
import { messageId } from './ids.ts'
import { outgoingFiles } from './outgoing-files.ts'
import { isRichDocument, type RichDocument } from './rich-text.ts'
import { sendingOptions } from './sending-options.ts'

const noLineBreaks = z.regex(/^[^\r\n\0]*$/)

/** Local part and domain, no spaces or angle brackets; the submission server has the last word. */
const addressPattern = /^[^\s@<>(),;:"[\]\\]{1,64}@[^\s@<>(),;:"[\]\\]{1,255}$/u

export function isAddress(text: string): boolean {
  return addressPattern.test(text)
}

export const recipient = z.strictObject({
  name: z.string().check(z.maxLength(200), noLineBreaks),
  address: z.string().check(z.regex(addressPattern)),
})
export type Recipient = z.infer<typeof recipient>

const recipients = z.array(recipient).check(z.maxLength(500))

/** Why the message is written: it then carries In-Reply-To and References, and the original is marked. */
export const answering = z.strictObject({
  kind: z.enum(['reply', 'forward']),
  messageId,
})

/** Message-IDs with their angle brackets (RFC 5322, 3.6.4). */
const messageIdHeader = z.string().check(z.regex(/^<[^<>\s]{1,900}>$/))
export const thread = z.strictObject({
  inReplyTo: z.nullable(messageIdHeader),
  references: z.array(messageIdHeader).check(z.maxLength(100)),
})
export type Thread = z.infer<typeof thread>

export const outgoingMessage = z.strictObject({
  /** Made once per composition by the client; the same key never sends twice. */
  idempotencyKey: z.string().check(z.regex(/^[\w-]{16,64}$/)),
  /** One of the person's own addresses (`session.person.addresses`). */
  from: z.string().check(z.regex(addressPattern)),
  to: recipients,
  cc: recipients,
  bcc: recipients,
  subject: z.string().check(z.maxLength(900), noLineBreaks),
  /** Plain text, any line ends; sent as format=flowed. */
  text: z.string().check(z.maxLength(1_000_000)),
  /** Formatted text: it goes as HTML, and the text part is made from it in place of `text`. */
  document: z.optional(z.custom<RichDocument>(isRichDocument)),
  answering: z.nullable(answering),
  /** Messages it carries whole, to be marked as forwarded once it has been sent. */
  forwarded: z.optional(z.array(messageId).check(z.maxLength(100))),
  /** What it answers, for when the original is not to be found. */
  thread: z.optional(thread),
  files: z.optional(outgoingFiles),
  options: z.optional(sendingOptions),
  /** Its saved draft, which is deleted once it has been sent. */
  draft: z.optional(draftPlace),
})
export type OutgoingMessage = z.infer<typeof outgoingMessage>

export const sendResult = z.object({
  /**
   * `accepted`: the submission server took it. `outcome-unknown`: the connection was lost after the text had gone out, so it
   * may have been sent; it is never repeated by itself (RFC 1047).
   */
  outcome: z.enum(['accepted', 'outcome-unknown']),
  /** The copy in Sent, or null where it could not be saved. */
  sentCopyId: z.nullable(messageId),
  /** It could not be saved yet, and is tried again. */
  copyFollows: z.optional(z.boolean()),
  /** Recipients the server refused while taking the message for the others. */
  refused: z.array(z.object({ address: z.string(), reason: z.string() })),
})
export type SendResult = z.infer<typeof sendResult>

export const outboxId = z.string().check(z.regex(/^[\w-]{20}$/))

/** The message is in the outbox, on disk, and goes at `dueAtMs` whether or not a browser is open. */
export const waitingMessage = z.object({ outcome: z.literal('waiting'), outboxId, dueAtMs: z.int() })
export type WaitingMessage = z.infer<typeof waitingMessage>

/**
 * Without a time the message goes at once, and the answer says what came of it. With `undoSeconds`, or `sendAtMs` within a
 * year, it is made ready now and waits in the outbox; `composer` is then what that wants back if the message is taken back.
 */
export const sendMessage = endpoint({
  name: 'send-message',
  method: 'POST',
  path: '/api/send',
  auth: 'session',
  rate: 'send',
  body: z.extend(outgoingMessage, {
    undoSeconds: z.optional(z.int().check(z.minimum(0), z.maximum(120))),
    sendAtMs: z.optional(z.int().check(z.minimum(0))),
    composer: z.optional(z.string().check(z.minLength(1), z.maxLength(3_000_000))),
  }),
  bodyLimitBytes: 12_000_000,
  response: z.union([sendResult, waitingMessage]),
  problems: [
    'mail-server-unavailable',
    'mail-server-not-trusted',
    'recipients-refused',
    'sender-refused',
    'message-refused',
    'message-too-large',
    'message-gone',
    'file-gone',
    'already-sending',
    'outbox-full',
    'too-late',
  ],
})
