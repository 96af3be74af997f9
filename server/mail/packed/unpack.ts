import type { MailAccount, MessageReference } from '../mail-account.ts'
import { readPartStart } from '../read-part.ts'
import { type ReadEml, readEml } from './read-eml.ts'
import { isTnef, readTnef, type Unpacked } from './read-tnef.ts'

/** A message as a mere file is parsed as a whole, at about 10 MB a second; a `winmail.dat` only points into its bytes. */
const limitBytes = { eml: 5_000_000, tnef: 40_000_000 }

/** The files in a part that is a container, whichever of the two it is. Throws `message-gone`, `not-found`. */
export async function unpackPart(mail: MailAccount, reference: MessageReference, partId: string): Promise<Unpacked> {
  const part = await readPartStart(mail, reference, partId, limitBytes.tnef)
  if (isTnef(part.bytes)) {
    const read = readTnef(part.bytes)
    return { ...read, cut: read.cut || part.cut }
  }
  const read = await readEml(part.bytes.subarray(0, limitBytes.eml))
  return { files: read?.files ?? [], text: null, html: null, cut: read?.cut ?? true }
}

/** A message that came as a mere file. */
export async function readPackedMessage(
  mail: MailAccount,
  reference: MessageReference,
  partId: string,
): Promise<{ read: ReadEml | null; cut: boolean }> {
  const part = await readPartStart(mail, reference, partId, limitBytes.eml)
  const read = await readEml(part.bytes)
  return { read, cut: part.cut || read === null || read.cut }
}
