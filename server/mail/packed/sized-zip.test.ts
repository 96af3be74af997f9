import { randomBytes, randomInt } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { BlobReader, BlobWriter, type FileEntry, ZipReader } from '@zip.js/zip.js'
import { describe, expect, it } from 'vitest'
import { type ZipContents, zipStretch } from './sized-zip.ts'
import { listOf } from './zip-headers.ts'
import { isLarge, ZipLayout } from './zip-layout.ts'

interface Held {
  name: string
  bytes: Buffer
}

/** Files that are held; each knows its CRC once it was read, as those that come from elsewhere do. */
function contentsOf(files: readonly Held[]): ZipContents & { reads: number } {
  const crcs = new Map<number, number>()
  return {
    reads: 0,
    count: files.length,
    nameOf: (index) => files[index]!.name,
    sizeOf: (index) => files[index]!.bytes.length,
    isStreamed: (index) => isLarge(files[index]!.bytes.length),
    isPacked: () => false,
    contentOf: (index) => ({ crc: crcs.get(index)!, size: files[index]!.bytes.length }),
    async *read(from, end) {
      for (let index = from; index < end; index += 1) {
        await Promise.resolve()
        const { bytes } = files[index]!
        this.reads += 1
        crcs.set(index, crc32(bytes))
        const chunks = [bytes.subarray(0, 70_000), bytes.subarray(70_000)]
        yield isLarge(bytes.length) ? { index, bytes: Readable.from(chunks) } : [{ index, bytes }]
      }
    },
    async readAll() {
      for await (const lot of this.read(0, files.length)) if ('index' in lot) await buffer(lot.bytes)
    },
  }
}

const stretch = (files: readonly Held[], from: number, end: number) =>
  buffer(zipStretch(new ZipLayout(contentsOf(files)), contentsOf(files), from, end))
const names = ['a', 'Entwürfe/000001.eml', '仕事/000002.eml', '📁/x.eml', 'مجلد/1.eml', 'n'.repeat(300)]
const some = (count: number, most: number): Held[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `${at}${names[at % names.length]}`,
    bytes: randomBytes(randomInt(most)),
  }))

describe('An archive laid out beforehand', () => {
  it('is as long as was said, for many sets of files and names in any language', async () => {
    for (let round = 0; round < 100; round += 1) {
      const files = some(randomInt(40), [1, 10, 3_000][round % 3]!)
      const { lengthBytes } = new ZipLayout(contentsOf(files))
      expect((await stretch(files, 0, lengthBytes)).length).toBe(lengthBytes)
    }
  })

  it('gives back every byte of small and of large files to a program that reads it', async () => {
    const files = [
      ...some(6, 3_000),
      { name: 'large', bytes: randomBytes(2_500_000) },
      { name: 'empty', bytes: Buffer.alloc(0) },
    ]
    const whole = await stretch(files, 0, new ZipLayout(contentsOf(files)).lengthBytes)
    const found = await new ZipReader(new BlobReader(new Blob([new Uint8Array(whole)]))).getEntries()
    expect(found.map(({ filename }) => filename)).toEqual(files.map(({ name }) => name))
    for (const [index, entry] of found.entries()) {
      const blob = await (entry as FileEntry).getData(new BlobWriter(), { checkSignature: true })
      expect(Buffer.from(await blob.arrayBuffer()).equals(files[index]!.bytes)).toBe(true)
    }
  })

  it('is the same in two stretches wherever it is cut, and in stretches of any length', async () => {
    const files = some(5, 40)
    const { lengthBytes } = new ZipLayout(contentsOf(files))
    const whole = await stretch(files, 0, lengthBytes)
    for (let cut = 1; cut < lengthBytes; cut += 1) {
      const halves = [await stretch(files, 0, cut), await stretch(files, cut, lengthBytes)]
      expect(Buffer.concat(halves).equals(whole)).toBe(true)
    }
    for (let step = 1; step < 60; step += 7) {
      const steps = []
      for (let from = 0; from < lengthBytes; from += step)
        steps.push(await stretch(files, from, Math.min(from + step, lengthBytes)))
      expect(Buffer.concat(steps).equals(whole)).toBe(true)
    }
  })

  it('reads no file of which nothing is asked for', async () => {
    const contents = contentsOf(some(50, 100))
    const layout = new ZipLayout(contents)
    await buffer(zipStretch(layout, contents, layout.offsetOf(20), layout.offsetOf(22)))
    expect(contents.reads).toBe(2)
  })

  it('says beforehand what eight bytes say: beyond 4 GB, and for more than 65,535 files (APPNOTE 4.3.14, 4.5.3)', () => {
    const lengthOf = (count: number, sizeBytes: number) => {
      const none = () => false
      const layout = new ZipLayout({
        ...{ count, nameOf: (index) => `${index}`, sizeOf: () => sizeBytes },
        ...{ isStreamed: () => isLarge(sizeBytes), isPacked: none },
      })
      const written = Array.from({ length: count }, (_, index) => ({
        ...{ name: Buffer.from(`${index}`), flags: 0, method: 0, crc: 0, compressed: sizeBytes, size: sizeBytes },
        offset: layout.offsetOf(index),
      }))
      const list = [...listOf(written, layout.offsetOf(count))].reduce((sum, { length }) => sum + length, 0)
      return [layout.lengthBytes, layout.offsetOf(count) + list]
    }
    // Around each border: of the number of files, of where files and the list begin, and of where the list ends.
    const borders = [65_534, 65_535, 65_536].map((count) => [count, 10])
    const far = [0xffff_fffe, 0xffff_ffff - 60, 0xffff_ffff - 140, 2_147_483_600, 1_431_655_700].flatMap((sizeBytes) =>
      [1, 2, 3, 5].map((count) => [count, sizeBytes]),
    )
    for (const [count = 0, sizeBytes = 0] of [...borders, ...far]) {
      const [said, written] = lengthOf(count, sizeBytes)
      expect(said).toBe(written)
    }
    expect(() => lengthOf(1, 0xffff_ffff)).toThrow('larger')
  })

  it('breaks off where a file is shorter or longer than was said', async () => {
    const files = some(3, 100)
    const layout = new ZipLayout(contentsOf(files))
    for (const bytes of [Buffer.alloc(99_999), Buffer.alloc(0)]) {
      const others = [files[0]!, { name: files[1]!.name, bytes }, files[2]!]
      const contents = { ...contentsOf(others), sizeOf: (index: number) => files[index]!.bytes.length + 1 }
      const other = new ZipLayout(contents)
      await expect(buffer(zipStretch(other, contents, 0, other.lengthBytes))).rejects.toThrow('another length')
    }
    expect(layout.count).toBe(3)
  })
})
