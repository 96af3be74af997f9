import { gathered } from './coalesce.ts'
import {
  descriptor,
  headerBytes,
  listOf,
  localHeader,
  sizesFollow,
  stored,
  utf8Names,
  type Written,
} from './zip-headers.ts'
import { isStreamed, type SizedFiles, type ZipLayout } from './zip-layout.ts'

/** Small files, each made ready when its turn comes, or one that is written while it comes. */
export type FileLot = Iterable<{ index: number; bytes: Buffer }> | { index: number; bytes: AsyncIterable<Buffer> }

/** The files of an archive that was laid out before. */
export interface ZipContents extends SizedFiles {
  /** Those from one to another, without that one, in order; each lot is read to its end before the next is asked for. */
  read(from: number, end: number): AsyncIterable<FileLot>
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
  const afterLast = end > listFrom ? contents.count : layout.fileAt(end - 1) + 1
  for await (const lot of contents.read(layout.fileAt(from), afterLast)) {
    if ('index' in lot) yield* streamed(layout, contents, lot)
    else yield* gathered(held(layout, contents, lot))
  }
  if (end <= listFrom) return
  await contents.readAll()
  yield* gathered(listOf(entries(layout, contents), listFrom))
}

function* held(
  layout: ZipLayout,
  contents: ZipContents,
  files: Iterable<{ index: number; bytes: Buffer }>,
): Generator<Buffer> {
  for (const { index, bytes } of files) {
    const file = entryOf(layout, contents, index)
    file.crc = contents.crcOf(index)
    const header = localHeader(file)
    checkLength(layout, index, header.length + bytes.length)
    yield header
    yield bytes
  }
}

async function* streamed(
  layout: ZipLayout,
  contents: ZipContents,
  { index, bytes }: { index: number; bytes: AsyncIterable<Buffer> },
): AsyncGenerator<Buffer> {
  const file = entryOf(layout, contents, index)
  const header = localHeader({ ...file, compressed: 0, size: 0 })
  yield header
  let length = header.length + headerBytes.after
  for await (const piece of bytes) {
    length += piece.length
    yield piece
  }
  checkLength(layout, index, length)
  yield descriptor({ ...file, crc: contents.crcOf(index) })
}

function checkLength(layout: ZipLayout, index: number, length: number): void {
  const said = layout.offsetOf(index + 1) - layout.offsetOf(index)
  if (length !== said) throw new Error('A file has another length than was said')
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
