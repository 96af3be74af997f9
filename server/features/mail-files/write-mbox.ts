import { createHash, type Hash } from 'node:crypto'

/** Counts what passes and takes its hash. */
export class Measured {
  sizeBytes = 0
  readonly #hash: Hash = createHash('sha256')

  add(bytes: Buffer): Buffer {
    this.sizeBytes += bytes.length
    this.#hash.update(bytes)
    return bytes
  }

  async *of(bytes: Buffer | AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of Buffer.isBuffer(bytes) ? [bytes] : bytes) yield this.add(chunk)
  }

  sha256(): string {
    return this.#hash.digest('hex')
  }
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The line before a message in an mbox (RFC 4155, appendix A); the date is that of arrival, in UTC. */
export function fromLine(receivedAtMs: number): string {
  const date = new Date(receivedAtMs)
  const clock = date.toISOString().slice(11, 19)
  const day = String(date.getUTCDate()).padStart(2)
  return `From - ${days[date.getUTCDay()]} ${months[date.getUTCMonth()]} ${day} ${clock} ${date.getUTCFullYear()}\n`
}

/** Longer than the line before it there can be none, and a message can only grow by its last line's end and quote, and an empty line. */
const [longestFromLine, mostMore] = [40, 3]

/**
 * The most that a message takes in an mbox, by its size as it is stored: a line to be quoted gets one byte and loses the CR at its end.
 * Where lines end by LF alone, which mail servers do not give, it may be more.
 */
export const mostMboxBytes = (sizeBytes: number) => longestFromLine + sizeBytes + mostMore

/** A file of several messages ends after so many bytes, and another follows: programs and file systems have limits. */
export const largestMboxBytes = 1_900_000_000

const quoted = /^>*From /

/**
 * A message as it stands in an mbox: lines ended by LF alone, and one more `>` before every line that is `From ` after any number
 * of them, so that reading can take away exactly what was put there. Ends with an empty line.
 */
export async function* mboxLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = ''
  let isLineBegun = false
  for await (const chunk of bytes) {
    const text = rest + chunk.toString('latin1')
    const end = text.lastIndexOf('\n') + 1
    // A line too long to be held cannot be one that has to be quoted.
    const until = text.length - end > longestHeld ? text.length - heldBack(text) : end
    yield Buffer.from(plainLines(text.slice(0, until), isLineBegun), 'latin1')
    if (until > 0) isLineBegun = until > end
    rest = text.slice(until)
  }
  const last = plainLines(rest, isLineBegun)
  yield Buffer.from(isLineBegun ? `${last}\n\n` : ended(last), 'latin1')
}

/** The same at once, for a message that is held. */
export const mboxBytes = (bytes: Buffer) => Buffer.from(ended(plainLines(bytes.toString('latin1'), false)), 'latin1')

const ended = (text: string) => (text === '' || text.endsWith('\n') ? `${text}\n` : `${text}\n\n`)

const longestHeld = 100_000

/** A CR at the end may belong to the LF that comes next. */
const heldBack = (text: string) => (text.endsWith('\r') ? 1 : 0)

function plainLines(text: string, isLineBegun: boolean): string {
  const plain = text.replaceAll('\r\n', '\n')
  if (!plain.includes('From ')) return plain
  const lines = plain.split('\n')
  return lines.map((line, index) => (quoted.test(line) && !(index === 0 && isLineBegun) ? `>${line}` : line)).join('\n')
}
