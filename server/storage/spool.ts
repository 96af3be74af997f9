import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type HeldMessage, type Hold, inMemory, letGo, pieceBytes } from '#server/mail/message-bytes.ts'

/** So much of a message is no reason to write it to the disk. */
const inMemoryBytes = 262_144

/**
 * Holds messages while they are handed over: short ones in memory, longer ones in a file in `directory`, encrypted under a key
 * that only this process has. The file has no name any more once it is open, so that nothing is left of it after a crash.
 */
export function spoolIn(directory: string): Hold {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return async (bytes) => {
    const chunks = bytes[Symbol.asyncIterator]()
    const start: Buffer[] = []
    let startBytes = 0
    while (startBytes < inMemoryBytes) {
      const next = await chunks.next()
      if (next.done === true) return inMemory(Buffer.concat(start))
      start.push(next.value)
      startBytes += next.value.length
    }
    const name = join(directory, `spool.${randomBytes(18).toString('base64url')}`)
    const file = await open(name, 'wx+', 0o600)
    try {
      await rm(name)
      return await written(file, start, { [Symbol.asyncIterator]: () => chunks })
    } catch (error) {
      await file.close()
      throw error
    }
  }
}

async function written(file: FileHandle, start: readonly Buffer[], rest: AsyncIterable<Buffer>): Promise<HeldMessage> {
  const [key, nonce] = [randomBytes(32), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  let sizeBytes = 0
  const take = async (chunk: Buffer) => {
    const sealed = cipher.update(chunk)
    await file.writeFile(sealed)
    letGo(sealed)
    sizeBytes += chunk.length
  }
  for (const chunk of start) await take(chunk)
  for await (const chunk of rest) await take(chunk)
  cipher.final()
  const tag = cipher.getAuthTag()
  return {
    sizeBytes,
    async *open() {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(tag)
      const buffer = Buffer.allocUnsafe(pieceBytes)
      for (let at = 0; at < sizeBytes;) {
        const { bytesRead } = await file.read(buffer, 0, pieceBytes, at)
        if (bytesRead === 0) throw new Error('The file of a message is shorter than it was')
        at += bytesRead
        yield decipher.update(buffer.subarray(0, bytesRead))
      }
      decipher.final()
    },
    discard: () => file.close(),
  }
}
