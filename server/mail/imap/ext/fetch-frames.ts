import type { ImapResponse } from 'imapflow'
import { readFetchLine } from './fetch-answer.ts'

/** Above these the library gets the answer, which has bounds of its own. */
const longestLine = 8_000
const largestLiteral = 4_000_000

const lineFeed = 0x0a
const nothing = Buffer.alloc(0)
/** Of an answer whose last item was a literal. */
const ending = Buffer.from(')\r\n')
const literalMark = /\{(\d{1,10})\}\r\n$/
const start = /^\* \d{1,10} FETCH \(/

/** A line that ended by the mark of a literal, and the literal as far as it has come. */
interface Marked {
  line: string
  literal: Buffer
  length: number
  filled: number
}

/**
 * Cuts bytes from the network into answers to FETCH: those of at most one literal, with nothing but a bracket after it. What is
 * not of this form is left to the library, with all that follows it in the same bytes. A literal that comes in one piece is not
 * copied.
 */
export class FetchFrames {
  readonly #take: (response: ImapResponse) => void
  /** The beginning of a line whose end has not come. */
  #begun: Buffer = nothing
  #marked: Marked | null = null

  constructor(take: (response: ImapResponse) => void) {
    this.#take = take
  }

  /** The bytes that are left to the library, with those of the same answer that came before; null where none are. */
  next(chunk: Buffer): Buffer | null {
    const bytes = this.#begun.length > 0 ? Buffer.concat([this.#begun, chunk]) : chunk
    this.#begun = nothing
    let at = 0
    while (at < bytes.length) {
      if (this.#marked) at += fill(this.#marked, bytes, at)
      if (this.#marked && this.#marked.filled < this.#marked.length) return null
      const end = bytes.indexOf(lineFeed, at) + 1
      if (end === 0 && bytes.length - at <= longestLine) {
        this.#begun = bytes.subarray(at)
        return null
      }
      if (end === 0 || !this.#read(bytes.subarray(at, end))) return this.#giveBack(bytes.subarray(at))
      at = end
    }
    return null
  }

  /** The bytes of an answer that has not ended; null where there are none. */
  rest(): Buffer | null {
    const rest = this.#giveBack(this.#begun)
    this.#begun = nothing
    return rest.length > 0 ? rest : null
  }

  /** Whether the line is as it should be; then it has been dealt with. */
  #read(line: Buffer): boolean {
    if (this.#marked) return line.equals(ending) && this.#answer(this.#marked)
    const text = line.toString()
    // Changes are counted by whoever looks at the answers of the library.
    if (!start.test(text) || text.includes('MODSEQ')) return false
    const mark = literalMark.exec(text)
    if (!mark) return text.endsWith(')\r\n') && this.#hand(text.slice(0, -2))
    const length = Number(mark[1])
    if (length <= largestLiteral) this.#marked = { line: text, literal: nothing, length, filled: 0 }
    return length <= largestLiteral
  }

  #answer({ line, literal }: Marked): boolean {
    const isRead = this.#hand(`${line})`, [literal])
    if (isRead) this.#marked = null
    return isRead
  }

  #hand(line: string, literals?: readonly Buffer[]): boolean {
    const response = readFetchLine(line, literals)
    if (!response) return false
    try {
      this.#take(response)
    } catch {
      // As where the library reads it: this answer is lost, and not the connection.
    }
    return true
  }

  #giveBack(rest: Buffer): Buffer {
    const marked = this.#marked
    this.#marked = null
    if (!marked) return rest
    return Buffer.concat([Buffer.from(marked.line), marked.literal.subarray(0, marked.filled), rest])
  }
}

/** Moves what there is of a literal, and says how much that was. */
function fill(marked: Marked, bytes: Buffer, at: number): number {
  const missing = marked.length - marked.filled
  if (missing === 0) return 0
  const isInOne = marked.filled === 0 && bytes.length - at >= missing
  if (isInOne) marked.literal = bytes.subarray(at, at + missing)
  else if (marked.filled === 0) marked.literal = Buffer.allocUnsafeSlow(marked.length)
  const moved = isInOne ? missing : bytes.copy(marked.literal, marked.filled, at)
  marked.filled += moved
  return moved
}
