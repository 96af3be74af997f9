import { randomUUID } from 'node:crypto'
import MimeNode from 'nodemailer/lib/mime-node'
import type { ReceiptRequest } from '#contract/message-facts.ts'
import type { FullMessage } from '../mail-account.ts'
import { Problem } from '#server/problem.ts'

/** What stands in a receipt for people, in the language of whoever sends it. */
export interface ReceiptWords {
  subject: string
  text: string
}

/** The receipt for a message (RFC 8098, 3): that it was displayed, and that a person wanted to say so. */
export async function receiptFor(
  { to, cc, messageId }: FullMessage,
  { address }: ReceiptRequest,
  { name, addresses }: { name: string; addresses: readonly string[] },
  { subject, text }: ReceiptWords,
): Promise<Buffer> {
  const reached = new Set([...to, ...cc].map((one) => one.address.toLowerCase()))
  const own = addresses.find((each) => reached.has(each.toLowerCase())) ?? addresses[0]
  if (own === undefined) throw new Problem('sender-refused')
  const root = new MimeNode('multipart/report; report-type=disposition-notification', { newline: '\r\n' })
  root.setHeader({
    from: { name, address: own },
    to: { name: '', address },
    subject,
    'message-id': `<${randomUUID()}@${own.slice(own.lastIndexOf('@') + 1)}>`,
    'auto-submitted': 'auto-replied',
    ...(messageId !== null && { 'in-reply-to': messageId, references: messageId }),
  })
  root.createChild('text/plain; charset=utf-8').setContent(text)
  const fields = [
    'Reporting-UA: Curbcut',
    `Final-Recipient: rfc822;${own}`,
    ...(messageId === null ? [] : [`Original-Message-ID: ${messageId}`]),
    'Disposition: manual-action/MDN-sent-manually; displayed',
  ]
  const said = root.createChild('message/disposition-notification')
  said.setHeader('content-transfer-encoding', '7bit')
  said.setContent(`${fields.join('\r\n')}\r\n`)
  return root.build()
}
