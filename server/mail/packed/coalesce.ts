/** So much at once goes to what compresses, and to the network: each piece costs as much as some thousand bytes do. */
const enoughBytes = 256_000
/** What is as large by itself is not worth copying. */
const largeBytes = 32_000

/** The same bytes in fewer pieces. */
export async function* coalesced(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gathered = new Gathered()
  for await (const piece of pieces) yield* gathered.with(piece)
  yield* gathered.rest()
}

/** The same, where none of them has to be waited for. */
export function* gathered(pieces: Iterable<Buffer>): Generator<Buffer> {
  const held = new Gathered()
  for (const piece of pieces) yield* held.with(piece)
  yield* held.rest()
}

class Gathered {
  #held: Buffer[] = []
  #length = 0

  with(piece: Buffer): Buffer[] {
    if (piece.length >= largeBytes) return [...this.rest(), piece]
    this.#held.push(piece)
    this.#length += piece.length
    return this.#length < enoughBytes ? [] : this.rest()
  }

  rest(): Buffer[] {
    const held = this.#held
    this.#held = []
    this.#length = 0
    return held.length > 0 ? [Buffer.concat(held)] : []
  }
}
