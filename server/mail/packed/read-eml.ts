import PostalMime, { type Address as ParsedAddress, type Email } from 'postal-mime'
import type { Address } from '#contract/messages.ts'
import type { Protection } from '#contract/signatures.ts'
import { cleanFileName } from '../mime/file-names.ts'
import { signatureMethod, uncheckedSignature } from '../mime/protection.ts'
import { textLimitBytes } from '../mime/decode-text.ts'
import type { NestedMessage } from '../nested-message.ts'
import type { UnpackedFile } from './read-tnef.ts'

export interface ReadEml {
  message: NestedMessage
  files: UnpackedFile[]
  cut: boolean
}

/** A message has at least one of these; what has none is something else. */
const usual = new Set(['from', 'to', 'subject', 'date', 'received', 'message-id', 'content-type', 'mime-version'])
const mostFiles = 200
const mostParts = 1_000
const mostPeople = 500
const limits = { maxNestingDepth: 50, maxHeadersSize: 512_000, maxRfc822NestingDepth: 5 }

/** Reads a message that came as a mere file (RFC 5322), within bounds; null where nothing of it can be read. */
export async function readEml(bytes: Buffer): Promise<ReadEml | null> {
  const some = withinParts(bytes)
  const email = await PostalMime.parse(some, { ...limits, forceRfc822Attachments: true }).catch(() => null)
  if (!email?.headers.some(({ key }) => usual.has(key))) return null
  const files = email.attachments.slice(0, mostFiles).map(fileOf)
  const people = (list: readonly (ParsedAddress | undefined)[] | undefined) => flat(list ?? []).slice(0, mostPeople)
  const sentAtMs = Date.parse(email.date ?? '')
  const message = {
    from: people([email.from]),
    sender: people([email.sender]),
    replyTo: people(email.replyTo),
    to: people(email.to),
    cc: people(email.cc),
    subject: (email.subject ?? '').slice(0, 2_000).toWellFormed(),
    sentAtMs: Number.isNaN(sentAtMs) ? null : sentAtMs,
    text: bodyOf(email.text),
    html: bodyOf(email.html),
    attachments: files.map(({ name, type, bytes: { length } }, index) => ({
      partId: String(index + 1),
      name,
      type,
      sizeBytes: length,
      contentId: null,
      inline: false,
    })),
    protection: uncheckedAmong(files),
  }
  return { message, files, cut: some.length < bytes.length || email.attachments.length > mostFiles }
}

/** Signatures in a file that is no part of the message itself: whether they hold is not asked, which is to be said. */
function uncheckedAmong(files: readonly UnpackedFile[]): Protection[] {
  const methods = new Set(files.flatMap(({ type }) => signatureMethod(type) ?? []))
  return [...methods].map(uncheckedSignature)
}

/** Up to what may be the beginning of a part too many: each costs, however small it is. */
function withinParts(bytes: Buffer): Buffer {
  let at = -1
  for (let count = 0; count <= mostParts; count += 1) {
    at = bytes.indexOf('\n--', at + 1)
    if (at < 0) return bytes
  }
  return bytes.subarray(0, at)
}

function fileOf({ filename, mimeType, content }: Email['attachments'][number], index: number): UnpackedFile {
  return {
    name: cleanFileName(filename ?? '', `file-${index + 1}.${mimeType === 'message/rfc822' ? 'eml' : 'bin'}`),
    type: /^[a-z0-9][\w.+-]{0,63}\/[a-z0-9][\w.+-]{0,63}$/.test(mimeType) ? mimeType : 'application/octet-stream',
    bytes: typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer),
  }
}

function flat(list: readonly (ParsedAddress | undefined)[]): Address[] {
  return list
    .flatMap((each) => (each ? (each.group ?? [each]) : []))
    .map(({ name, address }) => ({
      name: name.slice(0, 500).toWellFormed(),
      address: address.slice(0, 500).toWellFormed(),
    }))
}

function bodyOf(content: string | undefined): { content: string; cut: boolean } | null {
  if (content === undefined || content === '') return null
  const kept = content.slice(0, textLimitBytes).replaceAll('\0', '').toWellFormed()
  return { content: kept.replace(/\r\n?/g, '\n'), cut: content.length > textLimitBytes }
}
