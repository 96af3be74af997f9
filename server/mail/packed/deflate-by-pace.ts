import { promisify } from 'node:util'
import { constants, deflateRaw } from 'node:zlib'

const compress = promisify(deflateRaw)
const options = { level: constants.Z_BEST_SPEED, finishFlush: constants.Z_SYNC_FLUSH }
const mostInBlock = 65_535
/** A block of nothing, the last one (RFC 1951, 3.2.4). */
const end = Buffer.from([1, 0, 0, 0xff, 0xff])
/** A line that takes less in a millisecond is slower than compressing; one that takes more would have to wait for it. */
const fastLine = 20_000

/**
 * Pieces as one DEFLATE stream (RFC 1951): each is compressed where whoever takes them is slow, as somebody on the other side of a
 * line is, and else put there as it is.
 */
export async function* deflatedByPace(
  pieces: AsyncIterable<Buffer>,
  now: () => number = () => performance.now(),
): AsyncGenerator<Buffer> {
  let isSlow = false
  for await (const piece of pieces) {
    const packed: Buffer = isSlow ? await compress(piece, options) : inBlocks(piece)
    const givenAt = now()
    yield packed
    isSlow = packed.length < fastLine * (now() - givenAt)
  }
  yield end
}

/** Blocks that are not compressed, none of them the last one. */
function inBlocks(piece: Buffer): Buffer {
  const blocks: Buffer[] = []
  for (let at = 0; at < piece.length; at += mostInBlock) {
    const bytes = piece.subarray(at, at + mostInBlock)
    const head = Buffer.from([0, 0, 0, 0, 0])
    head.writeUInt16LE(bytes.length, 1)
    head.writeUInt16LE(~bytes.length & 0xffff, 3)
    blocks.push(head, bytes)
  }
  return Buffer.concat(blocks)
}
