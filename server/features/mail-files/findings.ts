import { createHash, hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import type { CopyBytes } from '#server/mail/mail-copies.ts'
import { Problem } from '#server/problem.ts'

const [unread, begun, read, gone] = [0, 1, 2, 3] as const
const hashBytes = 32

/** A message is not what was said of it, or not what it was: an archive that was begun cannot be ended. */
export class OtherThanSaid extends Error {}

/** How messages are written. What they hold decides it, and nothing else. */
export interface Form {
  held(index: number, bytes: Buffer): Buffer
  /** The same of a large one. */
  passing(index: number, bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer>
  /** In the place of one that is gone. */
  instead(index: number): Buffer[]
}

/** What was found when messages were read, some fifty bytes of each: once a byte of one was given, it stays as it was. */
export class Findings {
  done = 0
  gone = 0
  /** Of the messages that are done, as they are stored. */
  bytes = 0
  readonly #form: Form
  readonly #states: Uint8Array
  readonly #hashes: Buffer
  readonly #crcs: Uint32Array
  readonly #lengths: Uint32Array

  constructor(count: number, form: Form) {
    this.#form = form
    this.#states = new Uint8Array(count)
    this.#hashes = Buffer.alloc(count * hashBytes)
    this.#crcs = new Uint32Array(count)
    this.#lengths = new Uint32Array(count)
  }

  /** Of the message as it is stored. */
  sha256Of(index: number): string {
    return this.#hashes.toString('hex', index * hashBytes, (index + 1) * hashBytes)
  }

  /** Of the message as it is written. */
  writtenOf(index: number): { crc: number; size: number } {
    return { crc: this.#crcs[index] ?? 0, size: this.#lengths[index] ?? 0 }
  }

  isGone(index: number): boolean {
    return this.#states[index] === gone
  }

  /** The first messages that have not been read, from one to another without that one; null where there are none before `limit`. */
  nextUnread(from: number, limit: number): { from: number; end: number } | null {
    const isRead = (index: number) => (this.#states[index] ?? read) >= read
    let first = from
    while (first < limit && isRead(first)) first += 1
    let end = first
    while (end < limit && !isRead(end)) end += 1
    return first < end ? { from: first, end } : null
  }

  /** A small message as it is written, looked at; what stands instead of one that went away before any of it was given. */
  checked(index: number, sizeBytes: number, bytes: CopyBytes | undefined): Buffer {
    if (!this.#isThere(index, bytes)) return Buffer.concat(this.#instead(index))
    if (!Buffer.isBuffer(bytes)) throw new OtherThanSaid('A small message is not held')
    const written = this.#form.held(index, bytes)
    const isNew = this.#isNew(index, sizeBytes, bytes.length, hash('sha256', bytes))
    if (isNew) this.#note(index, read, crc32(written), written.length)
    return written
  }

  /** The same of a large one, looked at as it passes. */
  passing(index: number, sizeBytes: number, bytes: CopyBytes | undefined): AsyncIterable<Buffer> {
    if (!this.#isThere(index, bytes)) return Readable.from(this.#instead(index))
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
    let [length, crc, written] = [0, 0, 0]
    const looked = async function* (this: Findings) {
      for await (const chunk of bytes) {
        if (this.#states[index] === unread) this.#states[index] = begun
        sha256.update(chunk)
        length += chunk.length
        yield chunk
      }
    }
    for await (const piece of this.#form.passing(index, looked.call(this))) {
      crc = crc32(piece, crc)
      written += piece.length
      yield piece
    }
    if (this.#isNew(index, sizeBytes, length, sha256.digest('hex'))) this.#note(index, read, crc, written)
  }

  /** Whether it has not been read to its end before; throws where it is other than was said or found. */
  #isNew(index: number, said: number, length: number, sha256: string): boolean {
    const isKnown = this.#states[index] === read
    const isOther = length !== said || (isKnown && this.sha256Of(index) !== sha256)
    if (isOther) throw new OtherThanSaid('A message is not what was said')
    if (isKnown) return false
    this.#hashes.write(sha256, index * hashBytes, 'hex')
    this.done += 1
    this.bytes += length
    return true
  }

  #instead(index: number): Buffer[] {
    const pieces = this.#form.instead(index)
    if (this.#states[index] === gone) return pieces
    this.gone += 1
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
    this.#note(
      index,
      gone,
      pieces.reduce((crc, piece) => crc32(piece, crc), 0),
      length,
    )
    return pieces
  }

  #note(index: number, state: typeof read | typeof gone, crc: number, length: number): void {
    this.#states[index] = state
    this.#crcs[index] = crc
    this.#lengths[index] = length
  }
}
