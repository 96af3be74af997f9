import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import type { CopyBytes } from '#server/mail/mail-copies.ts'
import { isStreamed } from '#server/mail/packed/zip-layout.ts'
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

  /** The bytes of a message, looked at as they pass; spaces for one that went away before any of it was given. */
  async checked(index: number, sizeBytes: number, bytes: CopyBytes | undefined): Promise<CopyBytes> {
    const state = this.#states[index]
    if (state === gone || (!bytes && state === unread)) return this.#empty(index, sizeBytes)
    if (!bytes) throw new Problem('message-gone')
    if (isStreamed(sizeBytes)) return this.#looking(index, sizeBytes, Buffer.isBuffer(bytes) ? [bytes] : bytes)
    const held = Buffer.isBuffer(bytes) ? bytes : await buffer(bytes)
    this.#note(index, sizeBytes, held.length, crc32(held), createHash('sha256').update(held).digest())
    return held
  }

  async *#looking(index: number, sizeBytes: number, bytes: AsyncIterable<Buffer> | Iterable<Buffer>) {
    const hash = createHash('sha256')
    let [length, crc] = [0, 0]
    for await (const chunk of bytes) {
      if (this.#states[index] === unread) this.#states[index] = begun
      hash.update(chunk)
      crc = crc32(chunk, crc)
      length += chunk.length
      yield chunk
    }
    this.#note(index, sizeBytes, length, crc, hash.digest())
  }

  #note(index: number, said: number, length: number, crc: number, hash: Buffer): void {
    const known = this.#hashes.subarray(index * hashBytes, (index + 1) * hashBytes)
    const isKnown = this.#states[index] === read
    if (length !== said || (isKnown && !known.equals(hash))) throw new OtherThanSaid('A message is not what was said')
    if (isKnown) return
    hash.copy(known)
    this.#crcs[index] = crc
    this.#states[index] = read
    this.done += 1
    this.bytes += length
  }

  #empty(index: number, sizeBytes: number): CopyBytes {
    const spaces = spacesOf(sizeBytes)
    if (this.#states[index] !== gone) {
      this.#states[index] = gone
      this.#crcs[index] = spaces.reduce((crc, piece) => crc32(piece, crc), 0)
      this.gone += 1
    }
    return isStreamed(sizeBytes) ? Readable.from(spaces) : Buffer.concat(spaces)
  }
}

const mostSpaces = Buffer.alloc(64_000, ' ')

function spacesOf(sizeBytes: number): Buffer[] {
  const rest = mostSpaces.subarray(0, sizeBytes % mostSpaces.length)
  return [...Array<Buffer>(Math.floor(sizeBytes / mostSpaces.length)).fill(mostSpaces), rest]
}
