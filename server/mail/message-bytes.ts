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

/** Cut or joined to pieces of this size; only the last is shorter. */
export async function* inPieces(bytes: AsyncIterable<Buffer>, sizeBytes: number): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let waitingBytes = 0
  for await (const chunk of bytes) {
    waiting.push(chunk)
    waitingBytes += chunk.length
    while (waitingBytes >= sizeBytes) {
      const all = Buffer.concat(waiting)
      yield all.subarray(0, sizeBytes)
      const rest = all.subarray(sizeBytes)
      waiting = [rest]
      waitingBytes = rest.length
    }
  }
  if (waitingBytes > 0) yield Buffer.concat(waiting)
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
