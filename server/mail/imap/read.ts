import type { Attachment } from '#contract/messages.ts'
import { Problem } from '#server/problem.ts'
import type { BodyText, FullMessage, MessageReference, ThreadHeaders } from '../mail-account.ts'
import { decodeTextPart, encodedLimitBytes } from '../mime/decode-text.ts'
import { factFields, headerLimitBytes, readHeader } from '../mime/headers/header-fields.ts'
import { findReport, originalSection, readReport, reportLimitBytes } from '../mime/headers/report.ts'
import { inlineProtection, protectionsOf, withoutSignature } from '../mime/protection.ts'
import type { BodyPiece, MessageParts, TextPart } from '../mime/structure.ts'
import { type FetchedRow, type FetchItem, fetchRows } from './ext/fetch.ts'
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

/** What is done with a message's row in its folder. */
export type RowWork<T> = (client: Selected, row: CurrentRow) => Promise<T>

export async function readMessage(
  client: Selected,
  reference: MessageReference,
  user: string,
  cache: RowCache,
): Promise<FullMessage> {
  checkValidity(client, reference.validity)
  const known = cache.get(folderKeyOf(user, client), reference.uid)
  const fixed = known ?? (await rowOf(client, reference, user, cache)).fixed
  const { imapFlags, ...content } = await readContent(client, reference.uid, fixed.parts)
  return {
    ...summaryOf(reference, { fixed, imapFlags }),
    from: fixed.from,
    to: fixed.to,
    sender: fixed.sender,
    replyTo: fixed.replyTo,
    cc: fixed.cc,
    bcc: fixed.bcc,
    sentAtMs: fixed.sentAtMs,
    messageId: fixed.messageId,
    ...withProtection(fixed.parts, content),
    partsLeftOut: fixed.parts.leftOut,
    attachments: attachmentsOf(fixed.parts),
  }
}

/** What people are told of the files; how they were packed is the server's matter. */
export function attachmentsOf({ files }: MessageParts): Attachment[] {
  return files.map(({ transferEncoding: _, encodedSizeBytes: __, charset: ___, ...attachment }) => attachment)
}

/** With what of it is signed or encrypted, by its parts and within its text; a signature within a text is no part of its words. */
export function withProtection<T extends Bodies>({ protections }: MessageParts, bodies: T): T & Protected {
  const { text, html } = bodies
  const within = inlineProtection(text?.content ?? '') ?? inlineProtection(html?.content ?? '')
  const inline = within ? [{ ...within, whole: within.whole && html === null }] : []
  return {
    ...bodies,
    text: text && { ...text, content: withoutSignature(text.content) },
    protection: [...protectionsOf(protections), ...inline],
  }
}

type Protected = Pick<FullMessage, 'protection'>
type Bodies = Pick<FullMessage, 'text' | 'html'>
type Texts = ReadonlyMap<TextPart, BodyText>

/** More stretches than this are an attack on patience, not a letter. */
const mostTexts = 50

/** All that is read of a message, and its flags, in one command. */
async function readContent(
  client: Selected,
  uid: number,
  { pieces, files }: MessageParts,
): Promise<Bodies & Pick<FullMessage, 'header' | 'report'> & { imapFlags: string[] }> {
  const report = findReport(files)
  const ofReport = report ? [report.said.partId, ...(report.original ? [originalSection(report.original)] : [])] : []
  const row = await fetchOne(client, uid, [
    'FLAGS',
    { headers: factFields, maxBytes: headerLimitBytes },
    ...textsOf(pieces).map(textItem),
    ...ofReport.map((section) => ({ section, maxBytes: reportLimitBytes })),
  ])
  const [said = Buffer.alloc(0), original = Buffer.alloc(0)] = ofReport.map((section) => bytesIn(row, section))
  return {
    ...bodiesIn(row, pieces),
    header: readHeader(bytesIn(row, 'HEADER.FIELDS')),
    report: report && readReport(report, said, original),
    imapFlags: row.flags ?? [],
  }
}

/** The text of a message inside another. */
export async function readBodies(client: Selected, uid: number, pieces: readonly BodyPiece[]): Promise<Bodies> {
  const wanted = textsOf(pieces)
  return wanted.length === 0
    ? { text: null, html: null }
    : bodiesIn(await fetchOne(client, uid, wanted.map(textItem)), pieces)
}

async function fetchOne(client: Selected, uid: number, items: readonly FetchItem[]): Promise<FetchedRow> {
  const [row] = await fetchRows(client, { uids: [uid] }, items)
  if (!row) throw new Problem('message-gone')
  return row
}

function textsOf(pieces: readonly BodyPiece[]): TextPart[] {
  const parts = pieces.flatMap(({ text, html }) => [text, html]).filter((part) => part !== null)
  return parts.slice(0, mostTexts)
}

const textItem = ({ partId, transferEncoding }: TextPart): FetchItem => ({
  section: partId,
  maxBytes: encodedLimitBytes(transferEncoding),
})
const bytesIn = (row: FetchedRow, section: string) => row.sections?.get(section) ?? Buffer.alloc(0)

function bodiesIn(row: FetchedRow, pieces: readonly BodyPiece[]): Bodies {
  const texts: Texts = new Map(
    textsOf(pieces).map((part) => [part, decodeTextPart(bytesIn(row, part.partId), part, part.encodedSizeBytes)]),
  )
  return { text: asText(pieces, texts), html: asHtml(pieces, texts) }
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
