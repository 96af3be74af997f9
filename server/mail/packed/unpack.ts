import type { MailAccount, MessageReference } from '../mail-account.ts'
import { isSmimeContainer, uncheckedSignature } from '../mime/protection.ts'
import { type PartStart, readPartStart } from '../read-part.ts'
import { inflateStart } from './inflate.ts'
import { type ReadEml, readEml } from './read-eml.ts'
import { isTnef, readTnef, type Unpacked } from './read-tnef.ts'

/** A message as a mere file is parsed as a whole, at about 10 MB a second; a `winmail.dat` only points into its bytes. */
const limitBytes = { eml: 5_000_000, tnef: 40_000_000, cms: 20_000_000 }

/** The files in a part that is a container, whichever of the two it is. Throws `message-gone`, `not-found`. */
export async function unpackPart(mail: MailAccount, reference: MessageReference, partId: string): Promise<Unpacked> {
  const part = await readPartStart(mail, reference, partId, limitBytes.tnef)
  if (isTnef(part.bytes)) {
    const read = readTnef(part.bytes)
    return { ...read, cut: read.cut || part.cut }
  }
  const { read, cut } = await readMessageIn(part)
  return { files: read?.files ?? [], text: null, html: null, cut }
}

/** A message that came as a mere file, or stands inside a signature. */
export async function readPackedMessage(
  mail: MailAccount,
  reference: MessageReference,
  partId: string,
): Promise<{ read: ReadEml | null; cut: boolean }> {
  const limit = (part: Pick<PartStart, 'name' | 'type'>) => (isSmimeContainer(part) ? limitBytes.cms : limitBytes.eml)
  return readMessageIn(await readPartStart(mail, reference, partId, limit))
}

async function readMessageIn(part: PartStart, depth = 0): Promise<{ read: ReadEml | null; cut: boolean }> {
  const { bytes, cut, isSigned } = isSmimeContainer(part) ? await contentOf(part) : { ...part, isSigned: false }
  const some = bytes.subarray(0, limitBytes.eml)
  const read = await readEml(some)
  // The outermost one is a part of the message, and checked as such.
  if (read && isSigned && depth > 0) read.message.protection = [uncheckedSignature('smime')]
  const isCut = cut || read === null || read.cut || some.length < bytes.length
  const within = read && depth < mostLayers ? onlyContainer(read) : null
  if (!within) return { read, cut: isCut }
  const inner = await readMessageIn({ ...within, cut: isCut }, depth + 1)
  // What cannot be opened stays a file.
  return inner.read ? inner : { read, cut: isCut }
}

/** Signed and then compressed, or the other way round (RFC 8551, 3.7): each a message with nothing in it but the next. */
const mostLayers = 3

function onlyContainer({ message: { text, html }, files: [file, ...others] }: ReadEml) {
  return file && others.length === 0 && text === null && html === null && isSmimeContainer(file) ? file : null
}

/** What a signature is around (RFC 8551, 3.5.2), or what was compressed (3.6); whether a signature holds is asked elsewhere. */
async function contentOf({ bytes, cut }: PartStart): Promise<Pick<PartStart, 'bytes' | 'cut'> & { isSigned: boolean }> {
  const { contentWithin, readCms } = await import('../signatures/cms.ts')
  const cms = readCms(bytes)
  if (cms.kind === 'compressed') {
    const inflated = await inflateStart(cms.content, limitBytes.eml)
    return { bytes: inflated.bytes, cut: cut || inflated.cut, isSigned: false }
  }
  const content = cms.kind === 'signed' ? contentWithin(cms.data) : null
  return { bytes: content ?? Buffer.alloc(0), cut: cut || content === null, isSigned: cms.kind === 'signed' }
}
