import { endOf, headerBytes, most4 } from './zip-headers.ts'

/** What is known of the files of an archive before any of them is read. Names may change, but not their lengths. */
export interface SizedFiles {
  readonly count: number
  nameOf(index: number): string
  sizeOf(index: number): number
}

/** A larger file is written while it comes, and its sizes follow it; of a smaller one they stand before it. */
export const isStreamed = (sizeBytes: number) => sizeBytes > 2_000_000

/**
 * Where everything of an archive is whose files are stored as they are: so its length is known before its first byte, and any
 * stretch of it can be written by itself.
 */
export class ZipLayout {
  /** Where each file begins, and after the last one where the list does. */
  readonly #offsets: Float64Array
  readonly lengthBytes: number

  /** @throws {RangeError} where a file reaches 4 GB */
  constructor(files: SizedFiles) {
    const { count } = files
    this.#offsets = new Float64Array(count + 1)
    let [offset, listBytes] = [0, 0]
    for (let index = 0; index < count; index += 1) {
      const [nameBytes, sizeBytes] = [Buffer.byteLength(files.nameOf(index)), files.sizeOf(index)]
      if (sizeBytes >= most4) throw new RangeError('A file is larger than an archive may hold')
      this.#offsets[index] = offset
      listBytes += headerBytes.listed + nameBytes + (offset >= most4 ? headerBytes.listedFar : 0)
      offset += headerBytes.before + nameBytes + sizeBytes + (isStreamed(sizeBytes) ? headerBytes.after : 0)
    }
    this.#offsets[count] = offset
    this.lengthBytes = offset + listBytes + endOf(count, listBytes, offset).length
  }

  get count(): number {
    return this.#offsets.length - 1
  }

  offsetOf(index: number): number {
    return this.#offsets[index] ?? this.lengthBytes
  }

  /** The file in which this byte is; as many as there are files for the list. */
  fileAt(offset: number): number {
    let [low, high] = [0, this.count]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.offsetOf(middle) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
