import { PassThrough, Readable } from 'node:stream'
import type { ImapFlow } from 'imapflow'
import { Problem } from '#server/problem.ts'
import type { MessageReference, PartDownload } from '../mail-account.ts'
import { decodeTransfer } from '../mime/decode-text.ts'
import type { FilePart } from '../mime/structure.ts'
import { mailProblem } from '../problems.ts'
import { fetchRows } from './ext/fetch.ts'
import type { Selected } from './kept-connection.ts'
import { must } from './must.ts'
import { checkValidity } from './window.ts'

/** Parts up to this size are fetched in one piece on the kept connection: a letter's pictures need no sign-in each. */
export const smallPartBytes = 1_000_000

/** Part of a message, or all of it as it is stored when no part is named. */
export type LargeFile = Pick<PartDownload, 'name' | 'type' | 'charset'> & { partId?: string }

/** A small part, whole. */
export async function downloadSmall(client: Selected, uid: number, file: FilePart): Promise<PartDownload> {
  const [row] = await fetchRows(client, { uids: [uid] }, [
    { section: file.partId, maxBytes: file.encodedSizeBytes + 1 },
  ])
  const bytes = row?.sections?.get(file.partId)
  if (!bytes) throw new Problem('message-gone')
  const { name, type, charset } = file
  return { name, type, charset, bytes: Readable.from([decodeTransfer(bytes, file.transferEncoding)]) }
}

/**
 * A large part, streamed over a connection of its own so that the list stays quick meanwhile; reading slowly slows the mail
 * server, and memory stays at a few chunks. The connection ends with the stream, however that ends.
 */
export async function downloadLarge(
  client: ImapFlow,
  { folder, validity, uid }: MessageReference,
  file: LargeFile,
): Promise<PartDownload> {
  try {
    await must(client.mailboxOpen(folder, { readOnly: true }))
    checkValidity(client as Selected, validity)
    const { content } = await client.download(String(uid), file.partId, {
      uid: true,
      decodeText: false,
      chunkSize: 262_144,
    })
    if (!content) throw new Problem('message-gone')
    const { name, type, charset } = file
    return { name, type, charset, bytes: closingWith(content, client) }
  } catch (error) {
    client.close()
    throw mailProblem(error)
  }
}

function closingWith(content: Readable, client: ImapFlow): Readable {
  const bytes = new PassThrough()
  // Whoever reads it is told of an error; of one that nobody reads any more the process must not end.
  bytes.on('error', () => undefined)
  content.on('error', (error) => bytes.destroy(error))
  client.once('close', () => {
    if (!content.readableEnded) bytes.destroy(new Problem('mail-server-unavailable'))
  })
  bytes.once('close', () => {
    content.destroy()
    client.close()
  })
  return content.pipe(bytes)
}
