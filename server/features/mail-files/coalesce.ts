/** So much at once goes to what compresses, and to the network: each piece costs as much as some thousand bytes do. */
const enoughBytes = 128_000

/** The same bytes in fewer pieces. */
export async function* coalesced(pieces: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let length = 0
  for await (const piece of pieces) {
    held.push(piece)
    length += piece.length
    if (length < enoughBytes) continue
    yield Buffer.concat(held)
    held = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(held)
}
