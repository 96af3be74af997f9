import type { ImapFlow } from 'imapflow'

interface Answer {
  payload: Buffer
  literals: readonly Buffer[]
}

/** The stream that cuts what comes into answers; tested against each version of imapflow that we take. */
interface Cutter {
  /** Deals with the bytes from `start` on, and says from where to go on; null where there is no more. */
  processChunkSegment(bytes: Buffer, start: number): Promise<number | null>
  /** What has come of a line, and of an answer, that did not end. */
  readonly lineBuffer: readonly Buffer[]
  readonly inputBuffer: readonly Buffer[]
  readonly destroyed: boolean
  /** Ours: what has come of an answer that is to be taken whole. Others who take bytes must know of it (command.ts). */
  begunAnswer?: Buffer
}

interface Client {
  readonly streamer: Cutter
  handleResponse(answer: Answer): Promise<boolean>
}

/** Above it an answer is left to the library, which has bounds of its own. */
const longestAnswer = 100_000
const lineFeed = 0x0a
const carriageReturn = 0x0d
const closingBrace = 0x7d
const nothing = Buffer.alloc(0)

/**
 * Hands answers to FETCH straight to where imapflow reads answers. By itself it looks at each byte, and passes each answer
 * through a stream, an event and a turn of the event loop: for a list of 50 messages that takes longer than to read them.
 */
export function takeWholeAnswers(client: ImapFlow): void {
  const internals = client as unknown as Client
  const { streamer } = internals
  const cut = streamer.processChunkSegment.bind(streamer)
  streamer.processChunkSegment = async (chunk, start) => {
    const { begunAnswer: begun = nothing } = streamer
    const bytes = begun.length > 0 ? Buffer.concat([begun, chunk.subarray(start)]) : chunk
    let at: number | null = begun.length > 0 ? 0 : start
    streamer.begunAnswer = nothing
    while (at !== null && at < bytes.length) {
      const found: Found = isBetweenAnswers(streamer) ? fetchAnswerAt(bytes, at) : 'another'
      if (found === 'begun') {
        streamer.begunAnswer = bytes.subarray(at)
        return null
      }
      if (found === 'another') at = await cut(bytes, at)
      else at = (await internals.handleResponse(found)) ? found.end : null
    }
    return null
  }
}

const isBetweenAnswers = ({ destroyed, lineBuffer, inputBuffer }: Cutter) =>
  !destroyed && lineBuffer.length === 0 && inputBuffer.length === 0

const start = /^\* \d{1,10} FETCH \(/
/** As the library has it: of a literal of eight bits what stands before the brace belongs to the line. */
const literalMark = /\{(\d{1,6})\}\r?\n$/

/** `begun` where not all of it has come, `another` where it is left to the library. */
type Found = (Answer & { end: number }) | 'begun' | 'another'

/** The answer to FETCH that begins there. */
function fetchAnswerAt(bytes: Buffer, at: number): Found {
  if (!start.test(bytes.toString('latin1', at, at + 20))) return 'another'
  const lines: Buffer[] = []
  const literals: Buffer[] = []
  let from = at
  while (from - at <= longestAnswer) {
    const end = bytes.indexOf(lineFeed, from) + 1
    if (end === 0) return bytes.length - at <= longestAnswer ? 'begun' : 'another'
    lines.push(bytes.subarray(from, end))
    const length = literalAt(bytes, end)
    if (length === null) return { payload: withoutEnd(lines), literals, end }
    from = end + length
    literals.push(bytes.subarray(end, from))
  }
  return 'another'
}

/** The length of the literal whose mark ends there. Too long a mark is taken to be too long a literal. */
function literalAt(bytes: Buffer, end: number): number | null {
  const last = end - (bytes[end - 2] === carriageReturn ? 3 : 2)
  if (bytes[last] !== closingBrace) return null
  const mark = literalMark.exec(bytes.toString('latin1', Math.max(0, end - 10), end))
  return mark ? Number(mark[1]) : longestAnswer + 1
}

function withoutEnd(lines: readonly Buffer[]): Buffer {
  const [first = nothing] = lines
  const whole = lines.length === 1 ? first : Buffer.concat(lines)
  return whole.subarray(0, whole.at(-2) === carriageReturn ? -2 : -1)
}
