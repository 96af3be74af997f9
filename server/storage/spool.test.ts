import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wholeOf } from '#server/mail/message-bytes.ts'
import { spoolIn } from './spool.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'curbcut-spool-'))
})
afterEach(() => rmSync(directory, { recursive: true }))

/** What others left would be counted. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc()')
}

/** So many bytes in uneven chunks, none of which is like another. */
async function* bytesOf(sizeBytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < sizeBytes; at += 7_001) {
    const chunk = createHash('shake256', { outputLength: Math.min(7_001, sizeBytes - at) }).update(`${at}`)
    yield await Promise.resolve(chunk.digest())
  }
}
const all = async (sizeBytes: number) => Buffer.concat(await gather(sizeBytes))
async function gather(sizeBytes: number): Promise<Buffer[]> {
  const chunks: Buffer[] = []
  for await (const chunk of bytesOf(sizeBytes)) chunks.push(chunk)
  return chunks
}

describe('A message that is held while it is handed over', () => {
  it.each([0, 1, 262_143, 262_144, 262_145, 3_000_000])('gives back its %s bytes, as often as asked', async (size) => {
    const held = await spoolIn(directory)(bytesOf(size))
    const expected = await all(size)
    expect(held.sizeBytes).toBe(size)
    const both = await Promise.all([wholeOf(held), wholeOf(held)])
    expect(both.map((bytes) => bytes.equals(expected))).toEqual([true, true])
    await held.discard()
  })

  it('leaves no garbage of a large one, however large it is', async () => {
    const chunk = Buffer.alloc(65_536, 'mail')
    const chunks = async function* () {
      for (let count = 0; count < 320; count += 1) yield await Promise.resolve(chunk)
    }
    let most = 0
    collectGarbage()
    const before = process.memoryUsage().arrayBuffers
    const look = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 1)
    const held = await spoolIn(directory)(chunks()).finally(() => clearInterval(look))
    expect(held.sizeBytes).toBe(320 * 65_536)
    expect(Math.max(most, process.memoryUsage().arrayBuffers - before)).toBeLessThan(4_000_000)
    await held.discard()
  })

  it('leaves no file behind, whenever the process ends', async () => {
    const held = await spoolIn(directory)(bytesOf(1_000_000))
    expect(readdirSync(directory)).toEqual([])
    await held.discard()
    await expect(wholeOf(held)).rejects.toThrow()
  })

  it('is not kept where it could not be made whole', async () => {
    const breaking = async function* () {
      yield* bytesOf(1_000_000)
      throw new Error('The attachment is gone')
    }
    await expect(spoolIn(directory)(breaking())).rejects.toThrow('The attachment is gone')
    expect(readdirSync(directory)).toEqual([])
  })
})
