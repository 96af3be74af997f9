import type { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Address } from '#contract/messages.ts'
import type { SendingOptions } from '#contract/sending-options.ts'
import { Problem } from '#server/problem.ts'
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
  /** What is sent: without Bcc. */
  toSend: Buffer
  /** What is kept in Sent: the same with Bcc, so that the sender can see whom it went to. */
  toKeep: Buffer
}

/**
 * Builds the message (RFC 5322, MIME): one builder writes every header and refuses line breaks in values; text goes as
 * format=flowed; attachments are encoded while they stream in.
 *
 * @throws Problem `message-too-large` as soon as it grows over `limitBytes`
 */
export async function buildMessage(mail: OutgoingMail, limitBytes: number): Promise<BuiltMessage> {
  try {
    const toSend = await compose(mail, limitBytes)
    return { toSend, toKeep: Buffer.concat([bccHeader(mail.bcc), toSend]) }
  } finally {
    // However it ended, nothing goes on reading attachments.
    for (const { bytes } of mail.attachments) bytes.destroy()
  }
}

async function compose(mail: OutgoingMail, limitBytes: number): Promise<Buffer> {
  const composer = new MailComposer({
    from: mail.from,
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
    attachments: await Promise.all(mail.attachments.map((part) => attachment(part, limitBytes))),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return collect(composer.compile().createReadStream(), limitBytes)
}

/** In base64, because its lines must come through as they are. */
function calendarPart({ method, content }: OutgoingCalendar) {
  const contentType = `text/calendar; charset=utf-8; component=VEVENT; method=${method}`
  return { content, contentType, contentTransferEncoding: 'base64' } as const
}

async function attachment({ name, type, bytes, contentId }: OutgoingPart, limitBytes: number) {
  // A message within a message must not be encoded (RFC 2046, 5.2.1): how it is labelled depends on its bytes.
  const content = type.startsWith('message/') ? await collect(bytes, limitBytes) : bytes
  const place = contentId === undefined ? {} : { cid: contentId }
  const contentDisposition = contentId === undefined ? 'attachment' : 'inline'
  return { filename: name, contentType: type, contentDisposition, content, ...place } as const
}

/** The Bcc line alone, written by the same builder as every other header. */
function bccHeader(bcc: readonly Address[]): Buffer {
  if (bcc.length === 0) return Buffer.alloc(0)
  const node = new MailComposer({ bcc: [...bcc] }).compile()
  node.keepBcc = true
  const line = /^Bcc: .*\r?\n(?:[ \t].*\r?\n?)*/im.exec(`${node.buildHeaders()}\r\n`)?.[0] ?? ''
  return Buffer.from(`${line.trimEnd()}\r\n`)
}

async function collect(stream: Readable, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length
    if (sizeBytes > limitBytes) {
      stream.destroy()
      throw new Problem('message-too-large')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
