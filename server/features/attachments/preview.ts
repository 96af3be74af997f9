import { Readable } from 'node:stream'
import { previewPdfBytes, previewTextBytes } from '#contract/attachments.ts'
import type { PartDownload } from '#server/mail/mail-account.ts'
import { decodeCharset, wholeSigns } from '#server/mail/mime/decode-text.ts'
import { Problem } from '#server/problem.ts'

/** How what may be shown as it is begins. */
const signatures: Readonly<Record<string, RegExp>> = {
  // Anywhere in the first kilobyte, as readers of PDF files take it.
  'application/pdf': /%PDF-/,
  'image/png': /^\x89PNG\r\n\cZ\n/,
  'image/jpeg': /^\xff\xd8\xff/,
  'image/gif': /^GIF8[79]a/,
  'image/webp': /^RIFF[\s\S]{4}WEBP/,
}

const largestPictureBytes = 15_000_000
/** Read as text whatever else they are; nothing here is ever taken for a document of ours. */
const texts = /^(?:text\/(?!html|xml|rtf)[\w.+-]+|application\/(?:json|x-yaml|yaml|toml|sql))$/

/**
 * What of a part may be shown in place, by its declared type and its first bytes together (security.md B 25); throws `not-found`
 * for everything else. Takes at most what is shown and ends the transfer then.
 */
export async function previewOf({ name, type, charset, bytes }: PartDownload): Promise<PartDownload> {
  const declared = type === 'image/jpg' ? 'image/jpeg' : type
  const signature = signatures[declared]
  if (signature) {
    const isPdf = declared === 'application/pdf'
    const limit = isPdf ? previewPdfBytes : largestPictureBytes
    const file = await upTo(bytes, limit + 1)
    const start = file.subarray(0, isPdf ? 1_024 : 16).toString('latin1')
    if (file.length > limit || !signature.test(start)) throw new Problem('not-found')
    return { name, type: declared, bytes: Readable.from([file]) }
  }
  if (!texts.test(declared)) {
    bytes.destroy()
    throw new Problem('not-found')
  }
  const start = await upTo(bytes, previewTextBytes)
  if (!isText(start)) throw new Problem('not-found')
  const text = decodeCharset(start.length < previewTextBytes ? start : wholeSigns(start), charset ?? '').replace(
    /\r\n?/g,
    '\n',
  )
  return { name, type: 'text/plain; charset=utf-8', bytes: Readable.from([Buffer.from(text)]) }
}

/** UTF-16 says so by its first two bytes; in any other text there is no NUL. */
function isText(bytes: Buffer): boolean {
  const hasMark =
    bytes.subarray(0, 2).equals(Buffer.of(0xff, 0xfe)) || bytes.subarray(0, 2).equals(Buffer.of(0xfe, 0xff))
  return hasMark || !bytes.includes(0)
}

/** The beginning of a transfer, which ends with it. */
export async function upTo(bytes: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  // Leaving the loop destroys the stream.
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= limit) break
  }
  return Buffer.concat(chunks).subarray(0, limit)
}
