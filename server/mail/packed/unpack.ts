import type { MailAccount, MessageReference } from '../mail-account.ts'
import { isSmimeContainer } from '../mime/protection.ts'
import { type PartStart, readPartStart } from '../read-part.ts'
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

async function readMessageIn(part: PartStart): Promise<{ read: ReadEml | null; cut: boolean }> {
  const { bytes, cut } = isSmimeContainer(part) ? await contentOf(part) : part
  const some = bytes.subarray(0, limitBytes.eml)
  const read = await readEml(some)
  return { read, cut: cut || read === null || read.cut || some.length < bytes.length }
}

/** What a signature is around (RFC 8551, 3.5.2); whether it holds is asked elsewhere. */
async function contentOf({ bytes, cut }: PartStart): Promise<Pick<PartStart, 'bytes' | 'cut'>> {
  const { contentWithin, readCms } = await import('../signatures/cms.ts')
  const cms = readCms(bytes)
  const content = cms.kind === 'signed' ? contentWithin(cms.data) : null
  return { bytes: content ?? Buffer.alloc(0), cut: cut || content === null }
}
