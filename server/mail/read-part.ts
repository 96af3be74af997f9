import type { MailAccount, MessageReference } from './mail-account.ts'

export interface PartStart {
  name: string
  type: string
  bytes: Buffer
  /** The part is longer. */
  cut: boolean
}

/** The first bytes of a part; what comes after is not fetched. Throws `message-gone`, `not-found`. */
export async function readPartStart(
  mail: MailAccount,
  reference: MessageReference,
  partId: string,
  limit: number | ((part: Pick<PartStart, 'name' | 'type'>) => number),
): Promise<PartStart> {
  const { name, type, bytes } = await mail.download(reference, partId)
  const limitBytes = typeof limit === 'number' ? limit : limit({ name, type })
  const chunks: Buffer[] = []
  let sizeBytes = 0
  // Leaving the loop ends the transfer.
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    sizeBytes += chunk.length
    if (sizeBytes > limitBytes) break
  }
  return { name, type, bytes: Buffer.concat(chunks).subarray(0, limitBytes), cut: sizeBytes > limitBytes }
}
