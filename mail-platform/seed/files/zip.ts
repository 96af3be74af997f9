import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  /** Path inside the archive, with forward slashes. */
  path: string
  content: Buffer | string
}

const METHOD_DEFLATE = 8
const UTF8_NAMES = 1 << 11
/** 1 January 2026, 00:00 in the DOS date form, so that the same entries give the same archive. */
const DOS_DATE = ((2026 - 1980) << 9) | (1 << 5) | 1

function localHeader(name: Buffer, crc: number, packed: number, size: number): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeShared(header, 4, crc, packed, size, name.length)
  return Buffer.concat([header, name])
}

function centralHeader(name: Buffer, crc: number, packed: number, size: number, offset: number): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(20, 4)
  writeShared(header, 6, crc, packed, size, name.length)
  header.writeUInt32LE(offset, 42)
  return Buffer.concat([header, name])
}

/** The 24 bytes both kinds of header have in common. */
function writeShared(header: Buffer, at: number, crc: number, packed: number, size: number, nameLength: number): void {
  header.writeUInt16LE(20, at)
  header.writeUInt16LE(UTF8_NAMES, at + 2)
  header.writeUInt16LE(METHOD_DEFLATE, at + 4)
  header.writeUInt16LE(0, at + 6)
  header.writeUInt16LE(DOS_DATE, at + 8)
  header.writeUInt32LE(crc, at + 10)
  header.writeUInt32LE(packed, at + 14)
  header.writeUInt32LE(size, at + 18)
  header.writeUInt16LE(nameLength, at + 22)
}

/** A ZIP archive (PKWARE APPNOTE 6.3), deflated, no directories of their own, dates fixed. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.path, 'utf8')
    const content = Buffer.from(entry.content)
    const packed = deflateRawSync(content)
    const crc = crc32(content)
    const local = Buffer.concat([localHeader(name, crc, packed.length, content.length), packed])
    files.push(local)
    directory.push(centralHeader(name, crc, packed.length, content.length, offset))
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, central, end])
}
