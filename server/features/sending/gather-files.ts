import { Readable } from 'node:stream'
import type { OutgoingFile } from '#contract/outgoing-files.ts'
import type { FullMessage, MailAccount } from '#server/mail/mail-account.ts'
import { sourceFile } from '#server/mail/mime/file-names.ts'
import type { OutgoingPart } from '#server/mail/mime/build-message.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { Uploads } from '#server/storage/uploads.ts'

/**
 * The files that go along, each opened only when the message being built comes to it: one transfer at a time.
 *
 * @throws Problem `file-gone` with the place of the first that is nowhere any more
 */
export async function gatherFiles(
  uploads: Pick<Uploads, 'find' | 'open'>,
  account: string,
  mail: MailAccount,
  files: readonly OutgoingFile[],
): Promise<OutgoingPart[]> {
  const messages = new Map<string, Promise<FullMessage>>()
  const parts: OutgoingPart[] = []
  for (const [index, file] of files.entries()) {
    const part = (await uploaded(uploads, account, file)) ?? (await partOf(mail, file, messages))
    if (!part) throw new Problem('file-gone', { fields: [{ field: `files.${index}`, code: 'missing' }] })
    parts.push({ ...part, contentId: file.contentId })
  }
  return parts
}

async function uploaded(
  uploads: Pick<Uploads, 'find' | 'open'>,
  account: string,
  { uploadId }: OutgoingFile,
): Promise<OutgoingPart | null> {
  const upload = uploadId === null ? null : await uploads.find(account, uploadId)
  return upload && { name: upload.name, type: upload.type, bytes: later(() => uploads.open(account, upload.id)) }
}

async function partOf(
  mail: MailAccount,
  { part }: OutgoingFile,
  messages: Map<string, Promise<FullMessage>>,
): Promise<OutgoingPart | null> {
  const reference = part && messageReferenceOf(part.messageId)
  if (!reference) return null
  const reading = messages.get(part.messageId) ?? mail.read(reference)
  messages.set(part.messageId, reading)
  const message = await reading.catch((error: unknown) => {
    if (isProblem(error, 'message-gone')) return null
    throw error
  })
  if (!message) return null
  const { partId } = part
  if (partId === null) {
    return { ...sourceFile(message.subject), bytes: later(async () => (await mail.source(reference)).bytes) }
  }
  const attachment = message.attachments.find((candidate) => candidate.partId === partId)
  if (!attachment) return null
  const { name, type } = attachment
  return { name, type, bytes: later(async () => (await mail.download(reference, partId)).bytes) }
}

function later(open: () => Promise<Readable>): Readable {
  const bytes = async function* () {
    yield* (await open()) as AsyncIterable<Buffer>
  }
  return Readable.from(bytes(), { objectMode: false })
}
