import { importedHead, importLot, largestImportedBytes, type ImportedHead } from '#contract/mail-import.ts'
import { Problem } from '#server/problem.ts'

export interface LotMessage extends ImportedHead {
  bytes: Buffer
}

const longestHead = 20_000

/**
 * The messages of a lot as they come; one at a time is held. Throws `invalid-request` where the body is not as the contract says,
 * `request-too-large` where it is more than a lot may be.
 */
export async function* readLot(body: AsyncIterable<Buffer>): AsyncGenerator<LotMessage> {
  const reader = new BodyReader(body)
  let taken = 0
  for (let count = 0; ; count += 1) {
    const line = await reader.line(longestHead)
    if (line === null) return
    const head = headOf(line)
    taken += head.sizeBytes
    const isMore = count >= importLot.messages || (count > 0 && taken > importLot.bytes)
    if (isMore || taken > largestImportedBytes) throw new Problem('request-too-large')
    yield { ...head, bytes: await reader.exactly(head.sizeBytes) }
  }
}

function headOf(line: string): ImportedHead {
  try {
    return importedHead.parse(JSON.parse(line))
  } catch (error) {
    throw new Problem('invalid-request', {}, error)
  }
}

class BodyReader {
  readonly #chunks: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(body: AsyncIterable<Buffer>) {
    this.#chunks = body[Symbol.asyncIterator]()
  }

  /** Without its line feed; null at the end. */
  async line(longest: number): Promise<string | null> {
    for (;;) {
      const end = this.#held.indexOf(0x0a)
      if (end >= 0) return this.#cut(end + 1).toString('utf8', 0, end)
      if (this.#held.length > longest) throw new Problem('invalid-request')
      const next = await this.#chunks.next()
      if (next.done && this.#held.length === 0) return null
      if (next.done) throw new Problem('invalid-request')
      this.#held = Buffer.concat([this.#held, next.value])
    }
  }

  async exactly(length: number): Promise<Buffer> {
    const parts = [this.#held]
    let size = this.#held.length
    while (size < length) {
      const next = await this.#chunks.next()
      if (next.done) throw new Problem('invalid-request')
      parts.push(next.value)
      size += next.value.length
    }
    this.#held = Buffer.concat(parts)
    return this.#cut(length)
  }

  #cut(length: number): Buffer {
    const cut = this.#held.subarray(0, length)
    this.#held = this.#held.subarray(length)
    return cut
  }
}
