import { pipeline, Readable } from 'node:stream'
import { constants, crc32, createDeflateRaw } from 'node:zlib'

export interface ZipEntry {
  /** Cleaned and unlike every other; see `uniqueNames`. */
  name: string
  /** Opened when its turn comes. */
  open: () => Promise<Readable>
}

interface Written {
  name: Buffer
  crc: number
  compressed: number
  size: number
  offset: number
}

/** Bit 3: sizes follow the data; bit 11: names are UTF-8 (APPNOTE 4.4.4). */
const flags = 0x0808
const deflated = 8
/** 1 January 1980: nobody is told when it was asked for. */
const date = 0x0021

/**
 * A zip archive as a stream: each file is compressed while it comes, and no more than a few chunks are held. Breaks off with an
 * error once the files are larger than `limitBytes`, which must stay below 4 GB (no Zip64).
 */
export function zipOf(entries: readonly ZipEntry[], limitBytes: number): Readable {
  return Readable.from(pieces(entries, limitBytes), { objectMode: false })
}

async function* pieces(entries: readonly ZipEntry[], limitBytes: number): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  let left = limitBytes
  for (const entry of entries) {
    const file: Written = { name: Buffer.from(entry.name), crc: 0, compressed: 0, size: 0, offset }
    yield localHeader(file)
    const bytes = await entry.open()
    const deflate = createDeflateRaw({ level: constants.Z_BEST_SPEED })
    // What goes wrong ends the loop below, and what ends the loop ends the transfer.
    pipeline(Readable.from(counting(bytes, file, left)), deflate, () => undefined)
    for await (const chunk of deflate as AsyncIterable<Buffer>) {
      file.compressed += chunk.length
      yield chunk
    }
    const descriptor = fields([4, 0x08074b50], [4, file.crc], [4, file.compressed], [4, file.size])
    yield descriptor
    offset += 30 + file.name.length + file.compressed + descriptor.length
    left -= file.size
    written.push(file)
  }
  const directory = Buffer.concat(written.map(directoryEntry))
  yield directory
  yield fields(
    [4, 0x06054b50],
    [4, 0],
    [2, written.length],
    [2, written.length],
    [4, directory.length],
    [4, offset],
    [2, 0],
  )
}

async function* counting(bytes: AsyncIterable<Buffer>, file: Written, limit: number): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    file.crc = crc32(chunk, file.crc)
    file.size += chunk.length
    if (file.size > limit) throw new Error('The files are larger than an archive may be')
    yield chunk
  }
}

function localHeader({ name }: Written): Buffer {
  const head = fields([4, 0x04034b50], [2, 20], [2, flags], [2, deflated], [2, 0], [2, date], [4, 0], [4, 0], [4, 0])
  return Buffer.concat([head, fields([2, name.length], [2, 0]), name])
}

function directoryEntry({ name, crc, compressed, size, offset }: Written): Buffer {
  return Buffer.concat([
    fields([4, 0x02014b50], [2, 20], [2, 20], [2, flags], [2, deflated], [2, 0], [2, date]),
    fields([4, crc], [4, compressed], [4, size], [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
    name,
  ])
}

/** Little-endian numbers of two or four bytes. */
function fields(...values: readonly (readonly [2 | 4, number])[]): Buffer {
  return Buffer.concat(
    values.map(([length, value]) => {
      const bytes = Buffer.alloc(length)
      bytes.writeUIntLE(value, 0, length)
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
