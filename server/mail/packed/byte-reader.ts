/** Reads numbers and pieces one after the other; what lies beyond the end is empty, and noted. */
export class ByteReader {
  readonly #bytes: Buffer
  #at = 0
  /** More was promised than there is. */
  fellShort = false

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  u8(): number {
    return this.#number(1)
  }

  u16(): number {
    return this.#number(2)
  }

  u32(): number {
    return this.#number(4)
  }

  /** So many bytes, or as many as there are. */
  take(length: number): Buffer {
    const end = Math.min(this.#at + length, this.#bytes.length)
    if (end - this.#at < length) this.fellShort = true
    const piece = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return piece
  }

  #number(size: number): number {
    const piece = this.take(size)
    return piece.length < size ? 0 : piece.readUIntLE(0, size)
  }
}
