import { descriptor, listOf, localHeader, sizesFollow, stored, utf8Names, type Written } from './zip-headers.ts'
import { isStreamed, type SizedFiles, type ZipLayout } from './zip-layout.ts'

/** The files of an archive that was laid out before. */
export interface ZipContents extends SizedFiles {
  /** Those from one to another, without that one, in order; each is read to its end before the next is asked for. */
  read(from: number, end: number): AsyncIterable<{ index: number; bytes: Buffer | AsyncIterable<Buffer> }>
  /** Known once the file was read. */
  crcOf(index: number): number
  /** Once it is done, each file was read at some time. */
  readAll(): Promise<void>
}

/** An archive from one byte to another, without that one. Throws where a file has another length than was said. */
export async function* zipStretch(
  layout: ZipLayout,
  contents: ZipContents,
  from: number,
  end: number,
): AsyncGenerator<Buffer> {
  let at = layout.offsetOf(layout.fileAt(from))
  for await (const piece of pieces(layout, contents, from, end)) {
    const [first, last] = [Math.max(from - at, 0), Math.min(end - at, piece.length)]
    at += piece.length
    if (first < last) yield piece.subarray(first, last)
    if (at >= end) return
  }
  throw new Error('An archive is shorter than was said')
}

/** Whole files around a stretch, and the list where it reaches as far. */
async function* pieces(layout: ZipLayout, contents: ZipContents, from: number, end: number): AsyncGenerator<Buffer> {
  const listFrom = layout.offsetOf(contents.count)
  const first = layout.fileAt(from)
  let at = layout.offsetOf(first)
  for await (const { index, bytes } of contents.read(
    first,
    end > listFrom ? contents.count : layout.fileAt(end - 1) + 1,
  )) {
    const file = entryOf(layout, contents, index)
    const isHeld = Buffer.isBuffer(bytes)
    if (isHeld && !isStreamed(file.size)) {
      const header = localHeader({ ...file, crc: contents.crcOf(index) })
      at += header.length + bytes.length
      yield header
      yield bytes
    } else {
      for await (const piece of streamed(file, isHeld ? [bytes] : bytes, () => contents.crcOf(index))) {
        at += piece.length
        yield piece
      }
    }
    if (at !== layout.offsetOf(index + 1)) throw new Error('A file has another length than was said')
  }
  if (end <= listFrom) return
  await contents.readAll()
  yield* listOf(entries(layout, contents), listFrom)
}

async function* streamed(
  file: Written,
  bytes: Iterable<Buffer> | AsyncIterable<Buffer>,
  crc: () => number,
): AsyncGenerator<Buffer> {
  yield localHeader({ ...file, compressed: 0, size: 0 })
  yield* bytes
  yield descriptor({ ...file, crc: crc() })
}

function* entries(layout: ZipLayout, contents: ZipContents): Generator<Written> {
  for (let index = 0; index < contents.count; index += 1)
    yield { ...entryOf(layout, contents, index), crc: contents.crcOf(index) }
}

function entryOf(layout: ZipLayout, contents: ZipContents, index: number): Written {
  const size = contents.sizeOf(index)
  const flags = utf8Names | (isStreamed(size) ? sizesFollow : 0)
  const name = Buffer.from(contents.nameOf(index))
  return { name, flags, method: stored, crc: 0, compressed: size, size, offset: layout.offsetOf(index) }
}
