import { pipeline, Readable } from 'node:stream'
import { constants, crc32, createDeflateRaw, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  /** Cleaned and unlike every other; see `uniqueNames`. */
  name: string
  /** Opened when its turn comes. */
  open: () => Promise<Readable>
}

export interface Written {
  name: Buffer
  flags: number
  method: number
  crc: number
  compressed: number
  size: number
  offset: number
}

/** Bit 11: names are UTF-8; bit 3: sizes follow the data (APPNOTE 4.4.4). */
const utf8Names = 0x0800
const sizesFollow = 0x0008
const stored = 0
const deflated = 8
/** A file of at most so much is held and written whole: a compressor for each would cost more than compressing it. */
const mostHeldBytes = 256_000
const level = constants.Z_BEST_SPEED
/** 1 January 1980: nobody is told when it was asked for. */
const date = 0x0021

/** What four bytes, and for the number of files two, can say; beyond it stands in Zip64 fields (APPNOTE 4.3.14, 4.5.3). */
const most4 = 0xffff_ffff
const most2 = 0xffff
const zip64Version = 45

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
  const deflate = createDeflateRaw({ level })
  // What goes wrong ends the loop below, and what ends the loop ends the transfer.
  pipeline(Readable.from(after(held, rest)), deflate, () => undefined)
  for await (const chunk of deflate as AsyncIterable<Buffer>) {
    file.compressed += chunk.length
    yield chunk
  }
  yield fields([4, 0x08074b50], [4, file.crc], [4, file.compressed], [4, file.size])
}

async function* after(held: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield held
  yield* rest
}

/** What stands at the end of an archive: all files written, which end at `offset`. */
export function* listOf(written: readonly Written[], offset: number): Generator<Buffer> {
  let length = 0
  for (const file of written) {
    const entry = directoryEntry(file)
    length += entry.length
    yield entry
  }
  yield end(written.length, length, offset)
}

function end(count: number, length: number, offset: number): Buffer {
  const plain = fields(
    [4, 0x06054b50],
    [4, 0],
    [2, Math.min(count, most2)],
    [2, Math.min(count, most2)],
    [4, Math.min(length, most4)],
    [4, Math.min(offset, most4)],
    [2, 0],
  )
  if (count < most2 && offset + length < most4) return plain
  const large = fields(
    ...([
      [4, 0x06064b50],
      [8, 44],
      [2, zip64Version],
      [2, zip64Version],
      [4, 0],
      [4, 0],
    ] as const),
    ...([
      [8, count],
      [8, count],
      [8, length],
      [8, offset],
    ] as const),
  )
  const locator = fields([4, 0x07064b50], [4, 0], [8, offset + length], [4, 1])
  return Buffer.concat([large, locator, plain])
}

async function* counting(bytes: AsyncIterable<Buffer>, file: Written, limit: number): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    file.crc = crc32(chunk, file.crc)
    file.size += chunk.length
    if (file.size > limit) throw new Error('The files are larger than an archive may be')
    yield chunk
  }
}

function localHeader({ name, flags, method, crc, compressed, size }: Written): Buffer {
  const head = fields([4, 0x04034b50], [2, 20], [2, flags], [2, method], [2, 0], [2, date])
  const sizes = fields([4, crc], [4, compressed], [4, size], [2, name.length], [2, 0])
  return Buffer.concat([head, sizes, name])
}

function directoryEntry({ name, flags, method, crc, compressed, size, offset }: Written): Buffer {
  const isFar = offset >= most4
  const far = isFar ? fields([2, 1], [2, 8], [8, offset]) : Buffer.alloc(0)
  const version = isFar ? zip64Version : 20
  return Buffer.concat([
    fields([4, 0x02014b50], [2, version], [2, version], [2, flags], [2, method], [2, 0], [2, date]),
    fields([4, crc], [4, compressed], [4, size], [2, name.length], [2, far.length], [2, 0], [2, 0], [2, 0], [4, 0]),
    fields([4, Math.min(offset, most4)]),
    name,
    far,
  ])
}

/** Little-endian numbers of two, four or eight bytes. */
function fields(...values: readonly (readonly [2 | 4 | 8, number])[]): Buffer {
  return Buffer.concat(
    values.map(([length, value]) => {
      const bytes = Buffer.alloc(length)
      if (length === 8) bytes.writeBigUInt64LE(BigInt(value))
      else bytes.writeUIntLE(value, 0, length)
      return bytes
    }),
  )
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
