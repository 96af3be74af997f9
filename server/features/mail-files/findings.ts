import { createHash, hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import type { CopyBytes } from '#server/mail/mail-copies.ts'
import { Problem } from '#server/problem.ts'

const [unread, begun, read, gone] = [0, 1, 2, 3] as const
const hashBytes = 32

/** A message is not what was said of it, or not what it was: an archive that was begun cannot be ended. */
export class OtherThanSaid extends Error {}

/** What was found when messages were read, some forty bytes of each: once a byte of one was given, it stays as it was. */
export class Findings {
  done = 0
  gone = 0
  /** Of the messages that are done. */
  bytes = 0
  readonly #states: Uint8Array
  readonly #crcs: Uint32Array
  readonly #hashes: Buffer

  constructor(count: number) {
    this.#states = new Uint8Array(count)
    this.#crcs = new Uint32Array(count)
    this.#hashes = Buffer.alloc(count * hashBytes)
  }

  crcOf(index: number): number {
    return this.#crcs[index] ?? 0
  }

  sha256Of(index: number): string {
    return this.#hashes.toString('hex', index * hashBytes, (index + 1) * hashBytes)
  }

  isGone(index: number): boolean {
    return this.#states[index] === gone
  }

  /** From which message to which, without that one, all have not been read; null where there are none. */
  nextUnread(from: number): { from: number; end: number } | null {
    const isRead = (index: number) => (this.#states[index] ?? read) >= read
    const { length } = this.#states
    let first = from
    while (first < length && isRead(first)) first += 1
    let end = first
    while (end < length && !isRead(end)) end += 1
    return first < end ? { from: first, end } : null
  }

  /** The bytes of a small message, looked at; spaces for one that went away before any of it was given. */
  checked(index: number, sizeBytes: number, bytes: CopyBytes | undefined): Buffer {
    if (!this.#isThere(index, bytes)) return Buffer.concat(this.#empty(index, sizeBytes))
    if (!Buffer.isBuffer(bytes)) throw new OtherThanSaid('A small message is not held')
    this.#note(index, sizeBytes, bytes.length, crc32(bytes), hash('sha256', bytes))
    return bytes
  }

  /** The same of a large one, looked at as they pass. */
  passing(index: number, sizeBytes: number, bytes: CopyBytes | undefined): AsyncIterable<Buffer> {
    if (!this.#isThere(index, bytes)) return Readable.from(this.#empty(index, sizeBytes))
    return this.#looking(index, sizeBytes, Buffer.isBuffer(bytes) ? [bytes] : bytes)
  }

  #isThere(index: number, bytes: CopyBytes | undefined): bytes is CopyBytes {
    const state = this.#states[index]
    if (state === gone || (!bytes && state === unread)) return false
    if (!bytes) throw new Problem('message-gone')
    return true
  }

  async *#looking(index: number, sizeBytes: number, bytes: AsyncIterable<Buffer> | Iterable<Buffer>) {
    const sha256 = createHash('sha256')
    let [length, crc] = [0, 0]
    for await (const chunk of bytes) {
      if (this.#states[index] === unread) this.#states[index] = begun
      sha256.update(chunk)
      crc = crc32(chunk, crc)
      length += chunk.length
      yield chunk
    }
    this.#note(index, sizeBytes, length, crc, sha256.digest('hex'))
  }

  #note(index: number, said: number, length: number, crc: number, sha256: string): void {
    const isKnown = this.#states[index] === read
    const isOther = length !== said || (isKnown && this.sha256Of(index) !== sha256)
    if (isOther) throw new OtherThanSaid('A message is not what was said')
    if (isKnown) return
    this.#hashes.write(sha256, index * hashBytes, 'hex')
    this.#crcs[index] = crc
    this.#states[index] = read
    this.done += 1
    this.bytes += length
  }

  #empty(index: number, sizeBytes: number): Buffer[] {
    const spaces = spacesOf(sizeBytes)
    if (this.#states[index] !== gone) {
      this.#states[index] = gone
      this.#crcs[index] = spaces.reduce((crc, piece) => crc32(piece, crc), 0)
      this.gone += 1
    }
    return spaces
  }
}

const mostSpaces = Buffer.alloc(64_000, ' ')

function spacesOf(sizeBytes: number): Buffer[] {
  const rest = mostSpaces.subarray(0, sizeBytes % mostSpaces.length)
  return [...Array<Buffer>(Math.floor(sizeBytes / mostSpaces.length)).fill(mostSpaces), rest]
}
