import { gathered } from './coalesce.ts'
import {
  deflated,
  descriptor,
  headerBytes,
  listOf,
  localHeader,
  sizesFollow,
  stored,
  utf8Names,
  type Written,
} from './zip-headers.ts'
import { type SizedFiles, type ZipLayout } from './zip-layout.ts'

/** Small pieces, each made ready when its turn comes, or one that is written while it comes. */
export type PieceLot = Iterable<{ index: number; bytes: Buffer }> | { index: number; bytes: AsyncIterable<Buffer> }

/** The files of an archive that was laid out before. */
export interface ZipContents extends SizedFiles {
  /** Pieces from one to another, without that one, in order; each lot is read to its end before the next is asked for. */
  read(from: number, end: number): AsyncIterable<PieceLot>
  /** Of the file that begins with a piece, unpacked: known once its pieces were read. */
  contentOf(index: number): { crc: number; size: number }
  /** Once it is done, each piece was read at some time. */
  readAll(): Promise<void>
}

/** An archive from one byte to another, without that one. Throws where a piece has another length than was said. */
export async function* zipStretch(
  layout: ZipLayout,
  contents: ZipContents,
  from: number,
  end: number,
): AsyncGenerator<Buffer> {
  let at = layout.offsetOf(layout.pieceAt(from))
  for await (const bytes of pieces(layout, contents, from, end)) {
    const [first, last] = [Math.max(from - at, 0), Math.min(end - at, bytes.length)]
    at += bytes.length
    if (first < last) yield bytes.subarray(first, last)
    if (at >= end) return
  }
  throw new Error('An archive is shorter than was said')
}

/** Whole pieces around a stretch, and the list where it reaches as far. */
async function* pieces(layout: ZipLayout, contents: ZipContents, from: number, end: number): AsyncGenerator<Buffer> {
  const listFrom = layout.offsetOf(contents.count)
  const afterLast = end > listFrom ? contents.count : layout.pieceAt(end - 1) + 1
  const write = new Writing(layout, contents)
  for await (const lot of contents.read(layout.pieceAt(from), afterLast)) {
    if ('index' in lot) yield* write.streamed(lot)
    else yield* gathered(write.held(lot))
  }
  if (end <= listFrom) return
  await contents.readAll()
  yield* gathered(listOf(write.entries(), listFrom))
}

class Writing {
  readonly #layout: ZipLayout
  readonly #contents: ZipContents

  constructor(layout: ZipLayout, contents: ZipContents) {
    this.#layout = layout
    this.#contents = contents
  }

  *held(some: Iterable<{ index: number; bytes: Buffer }>): Generator<Buffer> {
    for (const { index, bytes } of some) {
      const around = [...this.#before(index), bytes, ...this.#after(index)]
      this.#checkLength(
        index,
        around.reduce((sum, { length }) => sum + length, 0),
      )
      yield* around
    }
  }

  async *streamed({ index, bytes }: { index: number; bytes: AsyncIterable<Buffer> }): AsyncGenerator<Buffer> {
    let length = 0
    const counted = (piece: Buffer) => {
      length += piece.length
      return piece
    }
    for (const piece of this.#before(index)) yield counted(piece)
    for await (const piece of bytes) yield counted(piece)
    const after = this.#after(index).map(counted)
    this.#checkLength(index, length)
    yield* after
  }

  *entries(): Generator<Written> {
    for (let index = 0; index < this.#contents.count; index += 1)
      if (this.#layout.isBeginning(index)) yield { ...this.#knownOf(index), ...this.#contents.contentOf(index) }
  }

  #before(index: number): Buffer[] {
    if (!this.#layout.isBeginning(index)) return []
    const known = this.#knownOf(index)
    const isStreamed = this.#contents.isStreamed(index)
    return [
      localHeader(
        isStreamed ? { ...known, crc: 0, compressed: 0, size: 0 } : { ...known, ...this.#contents.contentOf(index) },
      ),
    ]
  }

  #after(index: number): Buffer[] {
    if (!this.#layout.isBeginning(index + 1) || !this.#contents.isStreamed(index)) return []
    let first = index
    while (!this.#layout.isBeginning(first)) first -= 1
    return [descriptor({ ...this.#knownOf(first), ...this.#contents.contentOf(first) })]
  }

  #checkLength(index: number, length: number): void {
    const said = this.#layout.offsetOf(index + 1) - this.#layout.offsetOf(index)
    if (length !== said) throw new Error('A piece has another length than was said')
  }

  /** What is known beforehand of the file that begins with this piece. */
  #knownOf(index: number): Omit<Written, 'crc' | 'size'> {
    const name = Buffer.from(this.#contents.nameOf(index) ?? '')
    const isStreamed = this.#contents.isStreamed(index)
    const offset = this.#layout.offsetOf(index)
    let next = index + 1
    while (!this.#layout.isBeginning(next)) next += 1
    const around = headerBytes.before + name.length + (isStreamed ? headerBytes.after : 0)
    return {
      ...{ name, offset, compressed: this.#layout.offsetOf(next) - offset - around },
      flags: utf8Names | (isStreamed ? sizesFollow : 0),
      method: this.#contents.isPacked(index) ? deflated : stored,
    }
  }
}
