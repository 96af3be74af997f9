import type { ImportOutcome, ImportResult } from '#contract/mail-import.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { fieldOf, plainWords, readHeader, type Header } from '#server/mail/mime/headers/header-fields.ts'
import { isProblem } from '#server/problem.ts'
import { type KnownMessages, type MessageMark, sha256Of } from './known-messages.ts'
import type { LotMessage } from './read-lot.ts'

/** A message has at least one of these; what has none is something else. */
const usual = ['from', 'to', 'subject', 'date', 'received', 'message-id', 'mime-version', 'content-type', 'return-path']

const describe = (header: Header): Omit<ImportResult, 'outcome'> => ({
  subject: plainWords(fieldOf(header, 'subject') ?? '', 200),
  from: plainWords(fieldOf(header, 'from') ?? '', 200),
})

const isMessage = (header: Header) => usual.some((name) => fieldOf(header, name) !== null)

/** As mail servers give it back in an envelope: what stands around the angle brackets left out. */
const messageIdOf = (header: Header) => /<[^<>\s]{1,900}>/.exec(fieldOf(header, 'message-id') ?? '')?.[0] ?? null

export interface HeadOfMessage {
  head: string
  sizeBytes: number
  sha256: string | null
}

/** What would come of these messages. */
export async function checkLot(
  heads: readonly HeadOfMessage[],
  known: KnownMessages,
  mail: MailAccount,
): Promise<ImportResult[]> {
  await known.refresh(mail)
  const results: ImportResult[] = []
  for (const { head, sizeBytes, sha256 } of heads) {
    const header = readHeader(Buffer.from(head, 'latin1'))
    const mark = { messageId: messageIdOf(header), sizeBytes, sha256 }
    const outcome = (await known.has(mark, mail)) ? 'known' : 'added'
    results.push({ outcome, ...describe(header) })
  }
  return results
}

/** Takes messages as they come, one after the other. Throws what concerns not one of them but the whole: `folder-gone`, no server. */
export async function importLotOf(
  messages: AsyncIterable<LotMessage>,
  known: KnownMessages,
  mail: MailAccount,
): Promise<ImportResult[]> {
  await known.refresh(mail)
  const results: ImportResult[] = []
  for await (const message of messages) {
    const header = readHeader(message.bytes)
    results.push({ outcome: await take(message, header, known, mail), ...describe(header) })
  }
  return results
}

async function take(
  { bytes, receivedAtMs, flags, labels }: LotMessage,
  header: Header,
  known: KnownMessages,
  mail: MailAccount,
): Promise<ImportOutcome> {
  // IMAP has no way to say a NUL in a message (RFC 9051, 4.3).
  if (!isMessage(header) || bytes.includes(0)) return 'broken'
  const messageId = messageIdOf(header)
  const mark: MessageMark = { messageId, sizeBytes: bytes.length, sha256: messageId === null ? sha256Of(bytes) : null }
  if (await known.has(mark, mail)) return 'known'
  try {
    await mail.copies.put(known.folder, { bytes, receivedAtMs: receivedAtMs ?? Date.now(), flags, labels })
    known.note(mark)
    return 'added'
  } catch (error) {
    if (isProblem(error, 'mailbox-full')) return 'no-room'
    if (isProblem(error, 'not-allowed')) return 'refused'
    if (isProblem(error, 'invalid-request')) return 'broken'
    throw error
  }
}
