import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Address } from '#contract/messages.ts'
import type { SendingOptions } from '#contract/sending-options.ts'
import { Problem } from '#server/problem.ts'
import { atMost, type HeldMessage, type Hold, holdInMemory, type MessageBytes, withHead } from '../message-bytes.ts'
import { type CarriedMessage, holdCarried } from './carried-message.ts'
import { toFlowed } from './flowed.ts'
import { optionHeaders } from './headers/option-headers.ts'

export interface OutgoingPart {
  name: string
  type: string
  bytes: Readable
  /** Without angle brackets, of a picture that the HTML shows (RFC 2392); it stands beside the HTML (RFC 2387). */
  contentId?: string | undefined
}

/** A calendar file that stands beside the text, as another form of it (RFC 6047, 2.4). */
export interface OutgoingCalendar {
  method: 'REPLY'
  content: string
}

export interface OutgoingMail {
  from: Address
  /** Who sends it where that is somebody else (RFC 5322, 3.6.2). */
  sender?: Address | undefined
  /** Where answers go, as an address alone; empty where that is `from`. */
  replyTo?: string | undefined
  to: readonly Address[]
  cc: readonly Address[]
  bcc: readonly Address[]
  subject: string
  text: string
  /** The same content as a whole HTML document. */
  html?: string | undefined
  /** With angle brackets, as are the next two. */
  messageId: string
  inReplyTo: string | null
  references: readonly string[]
  dateMs: number
  calendar?: OutgoingCalendar | undefined
  options?: SendingOptions | undefined
  attachments: readonly OutgoingPart[]
}

export interface BuiltMessage {
  /** What is sent: without Bcc. Whoever had it built lets go of it. */
  toSend: HeldMessage
  /** The Bcc line, or nothing. */
  bcc: Buffer
  /** What is kept in Sent: both, so that the sender can see whom it went to. */
  toKeep: MessageBytes
}

/**
 * Builds the message (RFC 5322, MIME): one builder writes every header and refuses line breaks in values; text goes as
 * format=flowed; attachments are encoded while they stream in, and what becomes of them streams into `hold`.
 *
 * @throws Problem `message-too-large` as soon as it grows over `limitBytes`
 */
export async function buildMessage(
  mail: OutgoingMail,
  limitBytes: number,
  hold: Hold = holdInMemory,
): Promise<BuiltMessage> {
  const carried: CarriedMessage[] = []
  try {
    const bcc = bccHeader(mail.bcc)
    const attachments = []
    for (const part of mail.attachments) {
      // One after the other: each has a connection to the mail server to itself.
      const message = isWhole(part) ? await holdCarried(within(part.bytes, limitBytes), hold) : null
      if (message) carried.push(message)
      attachments.push(attachment(part, message))
    }
    const toSend = await hold(within(compose(mail, attachments), limitBytes))
    return { toSend, bcc, toKeep: withHead(bcc, toSend) }
  } finally {
    // However it ended, nothing goes on reading attachments.
    for (const { bytes } of mail.attachments) bytes.destroy()
    await Promise.all(carried.map(({ held }) => held.discard()))
  }
}

function compose(mail: OutgoingMail, attachments: ReturnType<typeof attachment>[]): Readable {
  const composer = new MailComposer({
    from: mail.from,
    ...(mail.sender ? { sender: mail.sender } : {}),
    ...(mail.replyTo ? { replyTo: { name: '', address: mail.replyTo } } : {}),
    to: [...mail.to],
    cc: [...mail.cc],
    subject: mail.subject,
    messageId: mail.messageId,
    date: new Date(mail.dateMs),
    headers: optionHeaders(mail),
    ...(mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo }),
    ...(mail.references.length === 0 ? {} : { references: [...mail.references] }),
    // As `text` its type could not be set; one alternative alone is the plain body.
    alternatives: [
      { content: toFlowed(mail.text), contentType: 'text/plain; charset=utf-8; format=flowed' },
      // The last of them is the one a reader's program prefers (RFC 2046, 5.1.4).
      ...(mail.html === undefined ? [] : [{ content: mail.html, contentType: 'text/html; charset=utf-8' }]),
      ...(mail.calendar ? [calendarPart(mail.calendar)] : []),
    ],
    attachments,
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().createReadStream()
}

/** In base64, because its lines must come through as they are. */
function calendarPart({ method, content }: OutgoingCalendar) {
  const contentType = `text/calendar; charset=utf-8; component=VEVENT; method=${method}`
  return { content, contentType, contentTransferEncoding: 'base64' } as const
}

/** A message within a message must not be encoded (RFC 2046, 5.2.1): how it is labelled depends on its bytes. */
const isWhole = ({ type }: OutgoingPart) => type.startsWith('message/')

function attachment({ name, type, bytes, contentId }: OutgoingPart, message: CarriedMessage | null) {
  const place = contentId === undefined ? {} : { cid: contentId }
  const contentDisposition = contentId === undefined ? 'attachment' : 'inline'
  const content = message ? Readable.from(message.held.open(), { objectMode: false }) : bytes
  const encoding = message ? { contentTransferEncoding: message.encoding } : {}
  return { filename: name, contentType: type, contentDisposition, content, ...place, ...encoding } as const
}

/** The Bcc line alone, written by the same builder as every other header. */
function bccHeader(bcc: readonly Address[]): Buffer {
  if (bcc.length === 0) return Buffer.alloc(0)
  const node = new MailComposer({ bcc: [...bcc] }).compile()
  node.keepBcc = true
  const line = /^Bcc: .*\r?\n(?:[ \t].*\r?\n?)*/im.exec(`${node.buildHeaders()}\r\n`)?.[0] ?? ''
  return Buffer.from(`${line.trimEnd()}\r\n`)
}

function within(stream: Readable, limitBytes: number): AsyncIterable<Buffer> {
  return atMost(stream as AsyncIterable<Buffer>, limitBytes, () => new Problem('message-too-large'))
}
