import { inPieces } from '../message-bytes.ts'

/** The most a block of a DEFLATE stream holds that is stored as it is, and what stands before it (RFC 1951, 3.2.4). */
const blockBytes = 65_535
const headBytes = 5
/** Two ways to say nothing, of five and of six bytes: an empty stored block, and before it an empty one of fixed codes (3.2.6). */
const empty5 = Buffer.from([0, 0, 0, 0xff, 0xff])
const empty6 = Buffer.from([2, 0, ...empty5.subarray(1)])
/** Any number of bytes from this one on is made of fives and sixes. */
const leastPadding = 24

/** Ends a DEFLATE stream: an empty block that says it is the last. */
export const lastBlock = Buffer.from([1, ...empty5.subarray(1)])

/**
 * A stretch of a DEFLATE stream whose length is known before what is in it, which only has to be no longer than was thought. It
 * begins and ends with a whole block, and what is left over is filled with blocks that hold nothing.
 */
export const slotBytes = (mostBytes: number) => mostBytes + headBytes * Math.ceil(mostBytes / blockBytes) + leastPadding

/** @throws {RangeError} where it is longer than was thought */
export function inSlot(bytes: Buffer, lengthBytes: number): Buffer {
  const slot = Buffer.allocUnsafe(lengthBytes)
  const blocks = Math.ceil(bytes.length / blockBytes)
  let at = padded(slot, lengthBytes - bytes.length - blocks * headBytes)
  for (let from = 0; from < bytes.length; from += blockBytes) {
    const block = bytes.subarray(from, from + blockBytes)
    at = writeHead(slot, at, block.length)
    at += block.copy(slot, at)
  }
  return slot
}

/** The same of what comes piece by piece; throws once it is too long. */
export async function* streamInSlot(bytes: AsyncIterable<Buffer>, lengthBytes: number): AsyncGenerator<Buffer> {
  let left = lengthBytes
  for await (const piece of inPieces(bytes, blockBytes)) {
    left -= headBytes + piece.length
    if (left < 0) break
    const block = Buffer.allocUnsafe(headBytes + piece.length)
    piece.copy(block, writeHead(block, 0, piece.length))
    yield block
  }
  const padding = Buffer.allocUnsafe(Math.max(left, 0))
  padded(padding, left)
  yield padding
}

function writeHead(bytes: Buffer, at: number, length: number): number {
  bytes[at] = 0
  bytes.writeUInt16LE(length, at + 1)
  return bytes.writeUInt16LE(~length & 0xffff, at + 3)
}

/** Fills so many bytes from the first on, and gives their number. */
function padded(bytes: Buffer, length: number): number {
  if (length < leastPadding) throw new RangeError('What is in a slot is longer than was said')
  const sixes = length % empty5.length
  const fivesFrom = sixes * empty6.length
  bytes.fill(empty6, 0, fivesFrom)
  bytes.fill(empty5, fivesFrom, length)
  return length
}
