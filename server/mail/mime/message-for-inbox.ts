import { randomUUID } from 'node:crypto'
import type { DirectoryEntry } from '../directory-port.ts'
import { gathered } from '../message-bytes.ts'
import { buildMessage } from './build-message.ts'

type Somebody = Pick<DirectoryEntry, 'name' | 'addresses'>

const limitBytes = 100_000

/** A message from one person to another that is put into an inbox over IMAP, and never sent. */
export async function messageForInbox(
  from: Somebody,
  to: Somebody,
  { subject, text }: { subject: string; text: string },
  dateMs: number,
): Promise<Buffer> {
  const [fromAddress = '', toAddress = ''] = [from.addresses[0], to.addresses[0]]
  const { toSend } = await buildMessage(
    {
      from: { name: from.name, address: fromAddress },
      to: [{ name: to.name, address: toAddress }],
      ...{ cc: [], bcc: [], inReplyTo: null, references: [], attachments: [], dateMs, subject, text },
      messageId: `<${randomUUID()}@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}>`,
    },
    limitBytes,
  )
  try {
    return await gathered(toSend.open())
  } finally {
    await toSend.discard()
  }
}
