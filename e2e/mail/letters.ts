import { randomUUID } from 'node:crypto'
import { type Platform } from '#platform/platform.ts'

export interface Letter {
  subject: string
  from?: string
  /** What its header says; the person's main address unless said. */
  to?: string
  text?: string
  html?: string
  attachment?: { name: string; type: string; content: Buffer }
  /** One of its own unless said. */
  messageId?: string
  /** The Message-ID of what it answers. */
  answers?: string
  /** Further header lines. */
  headers?: readonly string[]
}

/** A subject that no other message has, so that a journey finds its own message and no other. */
export function ownSubject(about: string): string {
  return `${about} ${randomUUID().slice(0, 8)}`
}

/** Delivers a letter to a person as mail from outside comes: through Postfix and LMTP. */
export async function deliver(platform: Platform, uid: string, letter: Letter): Promise<void> {
  const to = platform.people.find((person) => person.uid === uid)
  if (!to) throw new Error(`no such person: ${uid}`)
  await platform.deliver(eml(letter, to.address), to.address)
}

function eml(letter: Letter, to: string): string {
  const { type, body } = bodyOf(letter)
  return [
    `From: ${letter.from ?? 'Nora Fields <nora.fields@harbour.example>'}`,
    `To: ${letter.to ?? to}`,
    `Subject: ${letter.subject}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${letter.messageId ?? `<${randomUUID()}@harbour.example>`}`,
    ...(letter.answers === undefined ? [] : [`In-Reply-To: ${letter.answers}`, `References: ${letter.answers}`]),
    ...(letter.headers ?? []),
    'MIME-Version: 1.0',
    ...type,
    '',
    ...body,
    '',
  ].join('\r\n')
}

function bodyOf({ text, html, attachment }: Letter): { type: string[]; body: string[] } {
  const words = html === undefined ? part('text/plain', text ?? 'Good morning.') : part('text/html', html)
  if (!attachment) return words
  const boundary = `b${randomUUID()}`
  const file = [
    `Content-Type: ${attachment.type}; name="${attachment.name}"`,
    `Content-Disposition: attachment; filename="${attachment.name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    wrapped(attachment.content),
  ]
  return {
    type: [`Content-Type: multipart/mixed; boundary="${boundary}"`],
    body: [`--${boundary}`, ...words.type, '', ...words.body, `--${boundary}`, ...file, `--${boundary}--`],
  }
}

function part(type: string, content: string): { type: string[]; body: string[] } {
  return {
    type: [`Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64'],
    body: [wrapped(Buffer.from(content))],
  }
}

/** Base64 in lines of 76 characters (RFC 2045, 6.8). */
function wrapped(content: Buffer): string {
  return content.toString('base64').replace(/.{76}/g, '$&\r\n')
}
