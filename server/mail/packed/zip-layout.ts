import { endOf, headerBytes, most4 } from './zip-headers.ts'

/**
 * What is known of the files of an archive before any of them is read. A file is one piece, or several that follow one another.
 * Names may change, but not their lengths.
 */
export interface SizedFiles {
  /** Of pieces. */
  readonly count: number
  /** Of the file that begins with a piece; null where a piece goes on with the file before it. */
  nameOf(index: number): string | null
  /** How long a piece is in the archive. */
  sizeOf(index: number): number
  /** Whether the file a piece belongs to is written while it comes: then its sizes follow it, and else they stand before it. */
  isStreamed(index: number): boolean
  /** Whether its pieces are DEFLATE, and not the file as it is. */
  isPacked(index: number): boolean
}

/** A larger file is not held. */
export const isLarge = (sizeBytes: number) => sizeBytes > 2_000_000

/**
 * Where everything of an archive is of whose files all lengths are known: so its own is known before its first byte, and any
 * stretch of it can be written by itself.
 */
export class ZipLayout {
  /** Where each piece begins, with what stands before its file, and after the last one where the list does. */
  readonly #offsets: Float64Array
  readonly #begins: Uint8Array
  readonly lengthBytes: number

  /** @throws {RangeError} where a file reaches 4 GB */
  constructor(files: SizedFiles) {
    const { count } = files
    this.#offsets = new Float64Array(count + 1)
    this.#begins = new Uint8Array(count + 1)
    const afterOf = (index: number) => (index >= 0 && files.isStreamed(index) ? headerBytes.after : 0)
    let [offset, listed, listBytes, fileBytes] = [0, 0, 0, 0]
    for (let index = 0; index < count; index += 1) {
      const name = files.nameOf(index)
      if (name !== null) offset += afterOf(index - 1)
      this.#offsets[index] = offset
      if (name !== null) {
        const nameBytes = Buffer.byteLength(name)
        this.#begins[index] = 1
        listed += 1
        listBytes += headerBytes.listed + nameBytes + (offset >= most4 ? headerBytes.listedFar : 0)
        offset += headerBytes.before + nameBytes
        fileBytes = 0
      }
      fileBytes += files.sizeOf(index)
      if (fileBytes >= most4) throw new RangeError('A file is larger than an archive may hold')
      offset += files.sizeOf(index)
    }
    offset += afterOf(count - 1)
    this.#offsets[count] = offset
    this.#begins[count] = 1
    this.lengthBytes = offset + listBytes + endOf(listed, listBytes, offset).length
  }

  get count(): number {
    return this.#offsets.length - 1
  }

  offsetOf(index: number): number {
    return this.#offsets[index] ?? this.lengthBytes
  }

  /** Whether a file begins with a piece, or the list where there is none. */
  isBeginning(index: number): boolean {
    return this.#begins[index] === 1
  }

  /** The piece in which this byte is; as many as there are pieces for the list. */
  pieceAt(offset: number): number {
    let [low, high] = [0, this.count]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.offsetOf(middle) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
