import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { BlobReader, BlobWriter, type FileEntry, ZipReader } from '@zip.js/zip.js'
import { describe, expect, it } from 'vitest'
import { type ZipEntry, zipOf } from './write-zip.ts'
import { listOf, type Written } from './zip-headers.ts'

const file = (name: string, ...chunks: Buffer[]): ZipEntry => ({
  name,
  open: () => Promise.resolve(Readable.from(chunks)),
})

async function entriesOf(entries: Iterable<ZipEntry>) {
  const bytes = Buffer.concat(await Readable.from(zipOf(entries)).toArray())
  return (await new ZipReader(new BlobReader(new Blob([bytes]))).getEntries()) as FileEntry[]
}
const bytesOf = async (entry: FileEntry | undefined) =>
  Buffer.from(await (await entry!.getData(new BlobWriter(), { checkSignature: true })).arrayBuffer())

describe('An archive', () => {
  it('gives back every byte: of nothing, of little, of what cannot be made smaller, and of much', async () => {
    const contents = [
      Buffer.alloc(0),
      Buffer.from('Hello Hello Hello Hello'),
      randomBytes(9_000),
      Buffer.alloc(700_000, 'ab'),
    ]
    const chunked = (bytes: Buffer) =>
      [bytes.subarray(0, 100_000), bytes.subarray(100_000)].filter(({ length }) => length)
    const found = await entriesOf(contents.map((bytes, at) => file(`${at}`, ...chunked(bytes))))
    expect(found.map(({ uncompressedSize }) => uncompressedSize)).toEqual(contents.map(({ length }) => length))
    expect(await Promise.all(found.map(bytesOf))).toEqual(contents)
    expect(found[2]?.compressionMethod).toBe(0)
  })

  it('says how many there are in eight bytes where there are more than 65,535 (APPNOTE 4.3.14, 4.4.1.4)', () => {
    const one: Written = { name: Buffer.from('a'), flags: 0, method: 0, crc: 1, compressed: 1, size: 1, offset: 0 }
    const end = [...listOf(Array<Written>(66_000).fill(one), 66_000 * 32)].at(-1) ?? Buffer.alloc(0)
    expect([end.readUInt32LE(0), end.readBigUInt64LE(24), end.readBigUInt64LE(32)]).toEqual([
      0x06064b50,
      66_000n,
      66_000n,
    ])
    expect([end.readUInt32LE(76), end.readUInt16LE(86)]).toEqual([0x06054b50, 0xffff])
    const few = [...listOf(Array<Written>(65_534).fill(one), 65_534 * 32)].at(-1) ?? Buffer.alloc(0)
    expect([few.length, few.readUInt16LE(10)]).toEqual([22, 65_534])
  })

  it('says where files are beyond 4 GB in eight bytes (APPNOTE 4.3.14, 4.3.15, 4.5.3)', () => {
    const one: Written = { name: Buffer.from('a'), flags: 0, method: 8, crc: 1, compressed: 9, size: 9, offset: 12 }
    const far = { ...one, offset: 5_000_000_000 }
    const [near = Buffer.alloc(0), entry = Buffer.alloc(0), end = Buffer.alloc(0)] = listOf([one, far], 6_000_000_000)
    expect([near.readUInt32LE(42), near.readUInt16LE(30)]).toEqual([12, 0])
    expect([entry.readUInt32LE(42), entry.readUInt16LE(47), entry.readUInt16LE(49)]).toEqual([0xffff_ffff, 1, 8])
    expect(entry.readBigUInt64LE(51)).toBe(5_000_000_000n)
    expect([end.readUInt32LE(0), end.readBigUInt64LE(24), end.readBigUInt64LE(32)]).toEqual([0x06064b50, 2n, 2n])
    expect(end.readBigUInt64LE(40)).toBe(BigInt(near.length + entry.length))
    expect(end.readBigUInt64LE(48)).toBe(6_000_000_000n)
    expect([end.readUInt32LE(56), end.readBigUInt64LE(64)]).toEqual([
      0x07064b50,
      6_000_000_000n + BigInt(near.length + entry.length),
    ])
    expect([end.readUInt32LE(76), end.readUInt32LE(92)]).toEqual([0x06054b50, 0xffff_ffff])
  })

  it('breaks off with an error where the files are larger than it may be, held or streamed', async () => {
    const too = (bytes: Buffer) => Readable.from(zipOf([file('a', bytes)], bytes.length - 1)).toArray()
    await expect(too(Buffer.alloc(100))).rejects.toThrow('larger')
    await expect(too(Buffer.alloc(400_000))).rejects.toThrow('larger')
  })
})
