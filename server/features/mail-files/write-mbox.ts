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
  yield Buffer.from(rest === '' && !isLineBegun ? '\n' : `${last}\n\n`, 'latin1')
}

const [lineFeed, carriageReturn, more] = [0x0a, 0x0d, 0x3e]
const from = Buffer.from('From ')

/** The same at once, for a message that is held: byte by byte, which takes half the time that text does. */
export function mboxBytes(bytes: Buffer): Buffer {
  const { length } = bytes
  const quotable = isFromIn(bytes)
  // One more for each line to be quoted, which has five, and two at the end.
  const text = Buffer.allocUnsafe(length + (quotable ? Math.ceil(length / from.length) : 0) + 2)
  let end = 0
  let isAtStart = true
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === carriageReturn && bytes[at + 1] === lineFeed) continue
    if (isAtStart && quotable && isQuoted(bytes, at)) text[end++] = more
    text[end++] = byte
    isAtStart = byte === lineFeed
  }
  if (!isAtStart) text[end++] = lineFeed
  text[end++] = lineFeed
  return text.subarray(0, end)
}

const isFromIn = (bytes: Buffer) => bytes.includes(from)

/** Whether what begins here is `From ` after any number of `>`. */
function isQuoted(bytes: Buffer, start: number): boolean {
  let at = start
  while (bytes[at] === more) at += 1
  return from.every((byte, index) => bytes[at + index] === byte)
}

const longestHeld = 100_000

/** A CR at the end may belong to the LF that comes next. */
const heldBack = (text: string) => (text.endsWith('\r') ? 1 : 0)

function plainLines(text: string, isLineBegun: boolean): string {
  const plain = text.replaceAll('\r\n', '\n')
  if (!plain.includes('From ')) return plain
  const lines = plain.split('\n')
  return lines.map((line, index) => (quoted.test(line) && !(index === 0 && isLineBegun) ? `>${line}` : line)).join('\n')
}
