import { Readable } from 'node:stream'
import { constants, createInflate } from 'node:zlib'

const pieceBytes = 1_024

/**
 * Undoes ZLIB (RFC 1950) as far as the limit: a few bytes can stand for gigabytes, of which no more than one piece too many is ever
 * made. `cut`: there is more, or the rest is damaged or missing.
 */
export async function inflateStart(packed: Buffer, limitBytes: number): Promise<{ bytes: Buffer; cut: boolean }> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  try {
    // In pieces, because a fault costs all that comes of the piece it is in. Leaving the loop ends the inflating.
    const inflate = Readable.from(piecesOf(packed)).pipe(createInflate({ flush: constants.Z_SYNC_FLUSH }))
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      sizeBytes += chunk.length
      if (sizeBytes > limitBytes) break
    }
    return { bytes: Buffer.concat(chunks).subarray(0, limitBytes), cut: sizeBytes > limitBytes }
  } catch {
    return { bytes: Buffer.concat(chunks), cut: true }
  }
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}
