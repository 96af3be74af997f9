import { Problem } from '#server/problem.ts'
import type { SignedPart } from '../mail-account.ts'
import { decodeTransfer } from '../mime/decode-text.ts'
import { fetchRows } from './ext/fetch.ts'
import type { CurrentRow } from './fresh-rows.ts'
import type { Selected } from './kept-connection.ts'
import { findSignature } from './nested.ts'

/**
 * A signature with the bytes it is about: the header of the signed part and its content, as the mail server sends them with
 * lines that end in CR LF, which is the form that is signed (RFC 8551, 3.1.1; RFC 9051, 6.4.5). So what is checked is what is
 * shown: both are that part. Null where the message is larger than the limit. Throws `not-found`, `message-gone`.
 */
export async function readSignedPart(
  client: Selected,
  row: CurrentRow,
  partId: string,
  limitBytes: number,
): Promise<SignedPart | null> {
  const { part, from } = await findSignature(client, row, partId)
  const { uid, sizeBytes } = row.fixed
  if (sizeBytes > limitBytes) return null
  const { contentPart } = part
  const wanted = contentPart === null ? [] : [`${contentPart}.MIME`, contentPart]
  const items = [...wanted, partId].map((section) => ({ section, maxBytes: limitBytes }))
  const [fetched] = await fetchRows(client, { uids: [uid] }, items)
  if (!fetched) throw new Problem('message-gone')
  const bytesOf = (section: string) => fetched.sections?.get(section) ?? Buffer.alloc(0)
  const isBeside = part.kind === 'signed'
  return {
    from,
    content: isBeside ? (wanted.length > 0 ? Buffer.concat(wanted.map(bytesOf)) : 'missing') : null,
    signature: decodeTransfer(bytesOf(partId), part.transferEncoding),
  }
}
