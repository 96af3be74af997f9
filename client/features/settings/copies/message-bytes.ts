import { type Flag } from '#contract/messages.ts'

/** A message found in a file somebody brings. Everything in it is hostile. */
export interface FoundMessage {
  file: string
  /** Which one of its file it is, from 1; null where it is the file. */
  position: number | null
  /** With its lines ended by CR LF; null where it cannot be taken, for the reason in `fault`. */
  bytes: Uint8Array<ArrayBuffer> | null
  fault: 'too-large' | 'unreadable' | null
  receivedAtMs: number | null
  flags: readonly Flag[]
  labels: readonly string[]
}

const cr = 0x0d
const lf = 0x0a
const crlf = Uint8Array.of(cr, lf)

/** Gathers bytes up to a limit, beyond which there is nothing. */
export class Gathered {
  readonly #most: number
  #held = new Uint8Array(65_536)
  #size = 0
  isTooLarge = false

  constructor(mostBytes: number) {
    this.#most = mostBytes
  }

  add(bytes: Uint8Array): void {
    const size = this.#size + bytes.length
    if (this.isTooLarge || size > this.#most) {
      this.isTooLarge = true
      return
    }
    if (size > this.#held.length) {
      const larger = new Uint8Array(Math.max(size, this.#held.length * 2))
      larger.set(this.#held.subarray(0, this.#size))
      this.#held = larger
    }
    this.#held.set(bytes, this.#size)
    this.#size = size
  }

  /** A line as it came, ended by LF, CR LF or, where it was cut, nothing. */
  addLine(line: Uint8Array): void {
    if (line.at(-1) !== lf) {
      this.add(line)
      return
    }
    this.add(line.subarray(0, line.at(-2) === cr ? -2 : -1))
    this.add(crlf)
  }

  take(): Uint8Array<ArrayBuffer> | null {
    return this.isTooLarge ? null : this.#held.slice(0, this.#size)
  }
}

const longestLine = 1_000_000

/** Cuts chunks into lines, each with its line feed; one too long to be held comes in pieces. */
export class LineCutter {
  #rest: Uint8Array = new Uint8Array();

  *push(chunk: Uint8Array): Generator<Uint8Array> {
    const bytes = this.#rest.length > 0 ? joined(this.#rest, chunk) : chunk
    let at = 0
    for (let end = bytes.indexOf(lf); end >= 0; end = bytes.indexOf(lf, at)) {
      yield bytes.subarray(at, end + 1)
      at = end + 1
    }
    this.#rest = bytes.slice(at)
    if (this.#rest.length <= longestLine) return
    yield this.#rest
    this.#rest = new Uint8Array()
  }

  *end(): Generator<Uint8Array> {
    if (this.#rest.length > 0) yield this.#rest
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length)
  whole.set(first)
  whole.set(second, first.length)
  return whole
}

export const isEmptyLine = (line: Uint8Array) =>
  (line.length === 1 && line[0] === lf) || (line.length === 2 && line[0] === cr && line[1] === lf)

/** Bytes as text, each a character: what stands in it is taken apart, not read. */
export const byteText = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)

/** All of a stream as one message; a zip may hold more than it says, so nothing beyond the limit is taken. */
export async function gather(
  chunks: AsyncIterable<Uint8Array>,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const gathered = new Gathered(mostBytes)
  const lines = new LineCutter()
  for await (const chunk of chunks) {
    for (const line of lines.push(chunk)) gathered.addLine(line)
    if (gathered.isTooLarge) return null
  }
  for (const line of lines.end()) gathered.addLine(line)
  return gathered.take()
}
