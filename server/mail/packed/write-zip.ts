import { Readable } from 'node:stream'
import { constants, crc32, deflateRawSync } from 'node:zlib'
import { deflatedByPace } from './deflate-by-pace.ts'
import {
  deflated,
  descriptor,
  listOf,
  localHeader,
  most4,
  sizesFollow,
  stored,
  utf8Names,
  type Written,
} from './zip-headers.ts'

export interface ZipEntry {
  /** Cleaned and unlike every other; see `uniqueNames`. */
  name: string
  /** Opened when its turn comes. */
  open: () => Promise<Readable>
}

/** A file of at most so much is held and written whole: a compressor for each would cost more than compressing it. */
const mostHeldBytes = 256_000
const level = constants.Z_BEST_SPEED

type Entries = Iterable<ZipEntry> | AsyncIterable<ZipEntry>

/**
 * A zip archive as a stream: each file is compressed while it comes (a small one when it is there), and of those done no more is held than what the list at its
 * end says of them. Breaks off with an error once the files are larger than `limitBytes`, or one of them reaches 4 GB.
 */
export function zipOf(entries: Entries, limitBytes = Infinity): Readable {
  return Readable.from(pieces(entries, limitBytes), { objectMode: false })
}

async function* pieces(entries: Entries, limitBytes: number): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  let left = limitBytes
  for await (const entry of entries) {
    const name = Buffer.from(entry.name)
    const file: Written = { name, flags: utf8Names, method: deflated, crc: 0, compressed: 0, size: 0, offset }
    const bytes = counting(await entry.open(), file, Math.min(left, most4))
    const { held, isWhole } = await hold(bytes)
    for await (const piece of isWhole ? whole(file, held) : streamed(file, held, bytes)) {
      offset += piece.length
      yield piece
    }
    left -= file.size
    written.push(file)
  }
  yield* listOf(written, offset)
}

/** The first bytes of a file, and whether that is all of it. */
async function hold(bytes: AsyncGenerator<Buffer>): Promise<{ held: Buffer; isWhole: boolean }> {
  const chunks: Buffer[] = []
  let length = 0
  for (let next = await bytes.next(); !next.done; next = await bytes.next()) {
    chunks.push(next.value)
    length += next.value.length
    if (length > mostHeldBytes) return { held: Buffer.concat(chunks), isWhole: false }
  }
  return { held: Buffer.concat(chunks), isWhole: true }
}

/** Stored as it is where compressing gains nothing. */
function* whole(file: Written, bytes: Buffer): Generator<Buffer> {
  const smaller = deflateRawSync(bytes, { level })
  const content = smaller.length < bytes.length ? smaller : bytes
  file.method = content === bytes ? stored : deflated
  file.compressed = content.length
  yield localHeader(file)
  yield content
}

async function* streamed(file: Written, held: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  file.flags |= sizesFollow
  yield localHeader({ ...file, crc: 0, size: 0 })
  for await (const chunk of deflatedByPace(after(held, rest))) {
    file.compressed += chunk.length
    yield chunk
  }
  yield descriptor(file)
}

async function* after(held: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield held
  yield* rest
}

async function* counting(bytes: AsyncIterable<Buffer>, file: Written, limit: number): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    file.crc = crc32(chunk, file.crc)
    file.size += chunk.length
    if (file.size > limit) throw new Error('The files are larger than an archive may be')
    yield chunk
  }
}

/** Names of files side by side, told apart without regard to case as file systems do: `a.txt`, `a (2).txt`. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const dot = name.lastIndexOf('.')
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
    let unique = name
    for (let number = 2; taken.has(key(unique)); number += 1) unique = `${stem} (${number})${ending}`
    taken.add(key(unique))
    return unique
  })
}

const key = (name: string) => name.normalize('NFC').toLowerCase()
