import { byteText, Gathered, isEmptyLine, LineCutter } from './message-bytes.ts'

export interface MboxMessage {
  bytes: Uint8Array<ArrayBuffer> | null
  /** By the line before it. */
  receivedAtMs: number | null
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dated = /([A-Z][a-z]{2}) +(\d{1,2}) +(\d{1,2}):(\d{2})(?::(\d{2}))?\b.*?\b(\d{4})\b/
const beginning = new TextEncoder().encode('From ')
const quote = 0x3e

/**
 * The messages of an mbox (RFC 4155), one after the other; of one that is larger than the limit no bytes. A message begins with a
 * line `From ` with a date, after an empty line or at the beginning; `>From ` loses one `>`.
 */
export async function* readMbox(chunks: AsyncIterable<Uint8Array>, mostBytes: number): AsyncGenerator<MboxMessage> {
  const cutter = new LineCutter()
  const reader = new MboxReader(mostBytes)
  for await (const chunk of chunks) for (const line of cutter.push(chunk)) yield* reader.line(line)
  for (const line of cutter.end()) yield* reader.line(line)
  yield* reader.end()
}

class MboxReader {
  readonly #most: number
  #message: Gathered | null = null
  #receivedAtMs: number | null = null
  /** Empty lines that may be what stands before the next message. */
  #empty = 0

  constructor(mostBytes: number) {
    this.#most = mostBytes
  }

  *line(line: Uint8Array): Generator<MboxMessage> {
    const isFirst = this.#message === null
    if ((isFirst || this.#empty > 0) && startsAt(line, 0) && (isFirst || dated.test(byteText(line.subarray(0, 300))))) {
      yield* this.end()
      this.#message = new Gathered(this.#most)
      this.#receivedAtMs = dateOf(byteText(line.subarray(0, 300)))
      return
    }
    // A file that begins with something else may be a message: the server says whether it is.
    this.#message ??= new Gathered(this.#most)
    if (isEmptyLine(line)) {
      this.#empty += 1
      return
    }
    this.#addEmpty(this.#empty)
    this.#message.addLine(isQuoted(line) ? line.subarray(1) : line)
  }

  *end(): Generator<MboxMessage> {
    if (!this.#message) return
    this.#addEmpty(this.#empty - 1)
    yield { bytes: this.#message.take(), receivedAtMs: this.#receivedAtMs }
  }

  #addEmpty(count: number): void {
    for (let left = count; left > 0; left -= 1) this.#message?.addLine(Uint8Array.of(0x0a))
    this.#empty = 0
  }
}

const startsAt = (line: Uint8Array, at: number) => beginning.every((code, index) => line[at + index] === code)

function isQuoted(line: Uint8Array): boolean {
  if (line[0] !== quote) return false
  let at = 1
  while (line[at] === quote) at += 1
  return startsAt(line, at)
}

function dateOf(line: string): number | null {
  const [, month = '', day, hour, minute, second = '0', year] = dated.exec(line) ?? []
  const index = months.indexOf(month)
  return index < 0 ? null : Date.UTC(Number(year), index, Number(day), Number(hour), Number(minute), Number(second))
}
