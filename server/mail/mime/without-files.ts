import { pipeline } from 'node:stream/promises'
import mailsplit, { type SplitterChunk } from '@zone-eu/mailsplit'

type MimeNode = Extract<SplitterChunk, { type: 'node' }>

export interface FileInMessage {
  /** As IMAP numbers parts (RFC 9051, 6.4.5). */
  partId: string
  type: string
  name: string
  sizeBytes: number
}

/**
 * A message without some of its files. Where each stood, a line says what it was, after `note`; all else stays byte for byte.
 *
 * @returns null where its parts are not where the mail server has found them, or what is left is larger than the limit
 */
export async function withoutFiles(
  source: AsyncIterable<Buffer>,
  files: readonly FileInMessage[],
  { note, limitBytes }: { note: string; limitBytes: number },
): Promise<Buffer | null> {
  const left: Buffer[] = []
  const missing = new Map(files.map((file) => [file.partId, file]))
  const dropped = new Set<unknown>()
  let sizeBytes = 0
  const take = (chunk: SplitterChunk): Buffer | null => {
    if (chunk.type !== 'node') return chunk.type === 'body' && dropped.has(chunk.node) ? null : chunk.value
    const file = missing.get(partIdOf(chunk))
    if (file?.type !== chunk.contentType) return chunk.getHeaders()
    missing.delete(file.partId)
    dropped.add(chunk)
    return inPlaceOf(chunk, `${note} ${file.name} (${sizeText(file.sizeBytes)})`)
  }
  await pipeline(
    source,
    new mailsplit.Splitter({ ignoreEmbedded: true }),
    async (chunks: AsyncIterable<SplitterChunk>) => {
      for await (const chunk of chunks) {
        const bytes = take(chunk)
        if (!bytes) continue
        sizeBytes += bytes.length
        if (sizeBytes <= limitBytes) left.push(bytes)
      }
    },
  )
  return missing.size > 0 || sizeBytes > limitBytes ? null : Buffer.concat(left)
}

/** A message that is one part has its number too. */
function partIdOf({ partNr, root, multipart }: MimeNode): string {
  if (root) return multipart ? '' : '1'
  return (partNr || []).join('.')
}

function inPlaceOf(node: MimeNode, text: string): Buffer {
  const fields = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64']
  const body = Buffer.from(text)
    .toString('base64')
    .replaceAll(/.{76}(?=.)/g, '$&\r\n')
  if (!node.root) return Buffer.from(`${[...fields, 'Content-Disposition: inline'].join('\r\n')}\r\n\r\n${body}`)
  const kept = node.getHeaders().toString('latin1').replaceAll(aboutContent, '').trimEnd()
  return Buffer.from(`${kept}\r\n${fields.join('\r\n')}\r\n\r\n${body}\r\n`, 'latin1')
}

const aboutContent = /^content-[\w-]+[ \t]*:.*\r?\n(?:[ \t].*\r?\n)*/gim

/** The same in every language. */
function sizeText(sizeBytes: number): string {
  return sizeBytes < 1_000_000 ? `${Math.ceil(sizeBytes / 1000)} kB` : `${(sizeBytes / 1_000_000).toFixed(1)} MB`
}
