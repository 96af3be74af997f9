import { Problem } from '#server/problem.ts'
import type { BodyText, FullMessage, MessageReference, ThreadHeaders } from '../mail-account.ts'
import { decodeTextPart, encodedLimitBytes } from '../mime/decode-text.ts'
import type { BodyPiece, TextPart } from '../mime/structure.ts'
import { fetchRows } from './ext/fetch.ts'
import type { CurrentRow } from './fresh-rows.ts'
import type { Selected } from './kept-connection.ts'
import type { RowCache } from './row-cache.ts'
import { folderKeyOf, rowsOfUids, summaryOf } from './rows.ts'
import { fetchThreadHeaders } from './thread-headers.ts'
import { checkValidity } from './window.ts'

/** The message's row; throws `message-gone`. */
export async function rowOf(
  client: Selected,
  { validity, uid }: MessageReference,
  user: string,
  cache: RowCache,
): Promise<CurrentRow> {
  checkValidity(client, validity)
  const [row] = await rowsOfUids(client, [uid], folderKeyOf(user, client), cache)
  if (!row) throw new Problem('message-gone')
  return row
}

export async function readMessage(
  client: Selected,
  reference: MessageReference,
  user: string,
  cache: RowCache,
): Promise<FullMessage> {
  const row = await rowOf(client, reference, user, cache)
  const { fixed } = row
  const texts = await fetchTexts(client, reference.uid, fixed.parts.pieces)
  return {
    ...summaryOf(reference, row),
    from: fixed.from,
    to: fixed.to,
    sender: fixed.sender,
    replyTo: fixed.replyTo,
    cc: fixed.cc,
    bcc: fixed.bcc,
    sentAtMs: fixed.sentAtMs,
    messageId: fixed.messageId,
    text: asText(fixed.parts.pieces, texts),
    html: asHtml(fixed.parts.pieces, texts),
    partsLeftOut: fixed.parts.leftOut,
    attachments: fixed.parts.files.map(
      ({ transferEncoding: _, encodedSizeBytes: __, charset: ___, ...attachment }) => attachment,
    ),
  }
}

type Texts = ReadonlyMap<TextPart, BodyText>

/** More stretches than this are an attack on patience, not a letter. */
const mostTexts = 50

async function fetchTexts(client: Selected, uid: number, pieces: readonly BodyPiece[]): Promise<Texts> {
  const parts = pieces.flatMap(({ text, html }) => [text, html]).filter((part) => part !== null)
  const wanted = parts.slice(0, mostTexts)
  if (wanted.length === 0) return new Map()
  const sections = wanted.map((part) => ({ section: part.partId, maxBytes: encodedLimitBytes(part.transferEncoding) }))
  const [row] = await fetchRows(client, { uids: [uid] }, sections)
  if (!row) throw new Problem('message-gone')
  return new Map(
    wanted.map((part) => {
      const bytes = row.sections?.get(part.partId) ?? Buffer.alloc(0)
      return [part, decodeTextPart(bytes, part, part.encodedSizeBytes)]
    }),
  )
}

/** The text, only where every stretch has one: half a letter would be worse than its HTML. */
function asText(pieces: readonly BodyPiece[], texts: Texts): BodyText | null {
  const parts = pieces.map((piece) => piece.text && texts.get(piece.text))
  if (parts.length === 0 || parts.some((part) => !part)) return null
  return join(parts as BodyText[], '\n')
}

/** The HTML, with stretches that come as text only (a mailing list's footer) put in as preformatted text. */
function asHtml(pieces: readonly BodyPiece[], texts: Texts): BodyText | null {
  if (!pieces.some((piece) => piece.html && texts.has(piece.html))) return null
  const parts = pieces.flatMap(({ html, text }) => {
    const rich = html && texts.get(html)
    if (rich) return [rich]
    const plain = text && texts.get(text)
    return plain ? [{ content: `<pre>${escapeHtml(plain.content)}</pre>`, cut: plain.cut }] : []
  })
  return join(parts, '\n')
}

function join(parts: readonly BodyText[], separator: string): BodyText {
  return { content: parts.map((part) => part.content).join(separator), cut: parts.some((part) => part.cut) }
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

/** Message-ID and References of a message, for an answer to it. Throws `message-gone`. */
export async function readThreadHeaders(client: Selected, { validity, uid }: MessageReference): Promise<ThreadHeaders> {
  checkValidity(client, validity)
  const headers = (await fetchThreadHeaders(client, [uid])).get(uid)
  if (!headers) throw new Problem('message-gone')
  return headers
}
