/** A finished message that need not be in memory: how long it is, and its bytes, as often as they are asked for. */
export interface MessageBytes {
  readonly sizeBytes: number
  /** Fails where what was held cannot be read any more, or was changed. */
  open(): AsyncIterable<Buffer>
}

/** One that is kept for us until we let go of it. */
export interface HeldMessage extends MessageBytes {
  discard(): Promise<void>
}

/** Takes in the bytes of a message while they are made. */
export type Hold = (bytes: AsyncIterable<Buffer>) => Promise<HeldMessage>

/** What is handed on in one piece. */
export const pieceBytes = 65_536

export function inMemory(bytes: Buffer): HeldMessage {
  return {
    sizeBytes: bytes.length,
    async *open() {
      for (let start = 0; start < bytes.length; start += pieceBytes) {
        yield await Promise.resolve(bytes.subarray(start, start + pieceBytes))
      }
    },
    discard: () => Promise.resolve(),
  }
}

export const holdInMemory: Hold = async (bytes) => inMemory(await gathered(bytes))

/** The same message with these bytes before it. */
export function withHead(head: Buffer, message: MessageBytes): MessageBytes {
  if (head.length === 0) return message
  return {
    sizeBytes: head.length + message.sizeBytes,
    async *open() {
      yield head
      yield* message.open()
    },
  }
}

/** For short ones. */
export function wholeOf(message: MessageBytes): Promise<Buffer> {
  return gathered(message.open())
}

export async function gathered(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/**
 * Gives back at once the memory of bytes that nobody looks at any more. Garbage collection would let up to 64 MB of them lie, more
 * than all that is worked on.
 */
export function letGo({ buffer, byteLength }: Uint8Array): void {
  // In the memory of short ones there are others too.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0)
}

/** Cut or joined to pieces of this size; only the last is shorter. Each is written over by the next. */
export async function* inPieces(bytes: AsyncIterable<Buffer>, sizeBytes: number): AsyncGenerator<Buffer> {
  const piece = Buffer.allocUnsafe(sizeBytes)
  let filled = 0
  for await (const chunk of bytes) {
    for (let taken = 0; taken < chunk.length;) {
      const copied = chunk.copy(piece, filled, taken)
      taken += copied
      filled += copied
      if (filled < sizeBytes) continue
      yield piece
      filled = 0
    }
  }
  if (filled > 0) yield piece.subarray(0, filled)
}

/** Passes the bytes on as long as they are not more. */
export async function* atMost(
  bytes: AsyncIterable<Buffer>,
  limitBytes: number,
  tooMany: () => Error,
): AsyncGenerator<Buffer> {
  let sizeBytes = 0
  for await (const chunk of bytes) {
    sizeBytes += chunk.length
    if (sizeBytes > limitBytes) throw tooMany()
    yield chunk
  }
}
