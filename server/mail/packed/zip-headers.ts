/** What a zip archive says of a file. */
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
export const utf8Names = 0x0800
export const sizesFollow = 0x0008
export const stored = 0
export const deflated = 8
/** 1 January 1980: nobody is told when it was asked for. */
const date = 0x0021

/** What four bytes, and for the number of files two, can say; beyond it stands in Zip64 fields (APPNOTE 4.3.14, 4.5.3). */
export const most4 = 0xffff_ffff
const most2 = 0xffff
const zip64Version = 45

/** What a file has in an archive beside its bytes and its name: before it, after it where its sizes follow, and in the list. */
export const headerBytes = { before: 30, after: 16, listed: 46, listedFar: 12 }

export function localHeader({ name, flags, method, crc, compressed, size }: Written): Buffer {
  const bytes = Buffer.allocUnsafe(headerBytes.before + name.length)
  bytes.writeUInt32LE(0x04034b50, 0)
  bytes.writeUInt16LE(20, 4)
  writeFacts(bytes, 6, { flags, method, crc, compressed, size })
  bytes.writeUInt16LE(name.length, 26)
  bytes.writeUInt16LE(0, 28)
  name.copy(bytes, headerBytes.before)
  return bytes
}

/** Follows a file whose sizes were not known before it. */
export const descriptor = ({ crc, compressed, size }: Written) =>
  fields([4, 0x08074b50], [4, crc], [4, compressed], [4, size])

/** What stands at the end of an archive: all files written, which end at `offset`. */
export function* listOf(written: Iterable<Written>, offset: number): Generator<Buffer> {
  let [count, length] = [0, 0]
  for (const file of written) {
    const entry = directoryEntry(file)
    count += 1
    length += entry.length
    yield entry
  }
  yield endOf(count, length, offset)
}

/** The last of an archive: of so many files, whose list is so long and begins there. */
export function endOf(count: number, length: number, offset: number): Buffer {
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

function directoryEntry({ name, offset, ...facts }: Written): Buffer {
  const isFar = offset >= most4
  const version = isFar ? zip64Version : 20
  const bytes = Buffer.alloc(headerBytes.listed + name.length + (isFar ? headerBytes.listedFar : 0))
  bytes.writeUInt32LE(0x02014b50, 0)
  bytes.writeUInt16LE(version, 4)
  bytes.writeUInt16LE(version, 6)
  writeFacts(bytes, 8, facts)
  bytes.writeUInt16LE(name.length, 28)
  bytes.writeUInt16LE(isFar ? headerBytes.listedFar : 0, 30)
  bytes.writeUInt32LE(Math.min(offset, most4), 42)
  name.copy(bytes, headerBytes.listed)
  if (isFar) fields([2, 1], [2, 8], [8, offset]).copy(bytes, headerBytes.listed + name.length)
  return bytes
}

/** What stands alike before a file and in the list. */
function writeFacts(bytes: Buffer, at: number, facts: Omit<Written, 'name' | 'offset'>): void {
  bytes.writeUInt16LE(facts.flags, at)
  bytes.writeUInt16LE(facts.method, at + 2)
  bytes.writeUInt16LE(0, at + 4)
  bytes.writeUInt16LE(date, at + 6)
  bytes.writeUInt32LE(facts.crc, at + 8)
  bytes.writeUInt32LE(facts.compressed, at + 12)
  bytes.writeUInt32LE(facts.size, at + 16)
}

/** Little-endian numbers of two, four or eight bytes. */
function fields(...values: readonly (readonly [2 | 4 | 8, number])[]): Buffer {
  const bytes = Buffer.alloc(values.reduce((sum, [length]) => sum + length, 0))
  let at = 0
  for (const [length, value] of values) {
    if (length === 8) bytes.writeBigUInt64LE(BigInt(value), at)
    else bytes.writeUIntLE(value, at, length)
    at += length
  }
  return bytes
}
