import MailComposer from 'nodemailer/lib/mail-composer'

/** A person or list as a header names it. */
export interface Mailbox {
  name: string
  address: string
}

/** One finished message, before it is put into anybody's folder. */
export interface Letter {
  /** Message-ID with its angle brackets. */
  messageId: string
  /** Message-IDs this one refers to, oldest first. */
  references: readonly string[]
  subject: string
  date: Date
  raw: Buffer
}

export interface Attachment {
  filename: string
  contentType: string
  content: Buffer | string
  /** Content-ID without brackets, for a picture the HTML shows inside itself. */
  cid?: string
}

/** What a letter says; `key` is unique over the whole seed and becomes the Message-ID. */
export interface Draft {
  key: string
  from: Mailbox
  sender?: Mailbox
  to: readonly Mailbox[]
  cc?: readonly Mailbox[]
  replyTo?: Mailbox
  subject: string
  date: Date
  text?: string
  /** Plain text as format=flowed (RFC 3676), instead of `text`. */
  flowed?: string
  html?: string
  /** An iCalendar object, shown as an alternative and attached as invite.ics (RFC 6047). */
  invitation?: { method: 'REQUEST' | 'CANCEL' | 'REPLY'; content: string }
  attachments?: readonly Attachment[]
  headers?: Readonly<Record<string, string>>
  /** The letter this one answers. */
  answers?: Letter
}

/** The Message-ID of a letter's key: in the sender's own domain, so that both sides of a conversation agree on it. */
export function messageIdOf(key: string, from: Mailbox): string {
  const domain = from.address.split('@')[1] ?? 'example.gov'
  return `<${key}@${domain.includes('example') ? domain : 'mail.example.net'}>`
}

/** References of an answer to `letter` (RFC 5322 section 3.6.4). */
function referencesAfter(letter: Letter): string[] {
  return [...letter.references, letter.messageId]
}

function flowedPart(content: string) {
  return { contentType: 'text/plain; charset=utf-8; format=flowed', content }
}

/**
 * Builds a letter as MIME. The same draft gives the same bytes: Message-ID, date and boundaries come from the draft
 * and nothing is fetched or read from disk.
 */
export async function writeLetter(draft: Draft): Promise<Letter> {
  const messageId = messageIdOf(draft.key, draft.from)
  const references = draft.answers ? referencesAfter(draft.answers) : []
  const composer = new MailComposer({
    from: draft.from,
    ...(draft.sender && { sender: draft.sender }),
    to: [...draft.to],
    ...(draft.cc && { cc: [...draft.cc] }),
    ...(draft.replyTo && { replyTo: draft.replyTo }),
    subject: draft.subject,
    date: draft.date,
    messageId,
    ...(draft.answers && { inReplyTo: draft.answers.messageId, references }),
    ...(draft.text !== undefined && { text: draft.text }),
    ...(draft.flowed !== undefined && { alternatives: [flowedPart(draft.flowed)] }),
    ...(draft.html !== undefined && { html: draft.html }),
    ...(draft.invitation && { icalEvent: { filename: 'invite.ics', ...draft.invitation } }),
    attachments: (draft.attachments ?? []).map((attachment) => ({ ...attachment })),
    headers: { ...draft.headers },
    baseBoundary: draft.key,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const raw = withCrLf(await composer.compile().build())
  return { messageId, references, subject: draft.subject, date: draft.date, raw }
}

/** Texts inside the content files end their lines in LF; a message on the wire has CRLF only (RFC 5322 section 2.3). */
function withCrLf(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1')
}

/** Everything of a message written by hand, for shapes no composer would make. Lines may end in LF. */
export function handWritten(
  draft: Pick<Draft, 'key' | 'from' | 'subject' | 'date' | 'answers'>,
  source: string | Buffer,
): Letter {
  const bytes = typeof source === 'string' ? Buffer.from(source.replace(/\r?\n/g, '\r\n'), 'utf8') : source
  return {
    messageId: messageIdOf(draft.key, draft.from),
    references: draft.answers ? referencesAfter(draft.answers) : [],
    subject: draft.subject,
    date: draft.date,
    raw: bytes,
  }
}

/** The Date header's form (RFC 5322 section 3.3), in UTC. */
export function headerDate(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000')
}
