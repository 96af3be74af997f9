import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { ImapAttribute, ImapFlow, ImapResponse } from 'imapflow'
import { encodePath, enhanceCommandError } from 'imapflow/lib/tools.js'

/*
 * The IMAP commands imapflow has no method for, or whose method hides why it failed, are the files of this folder. Nothing
 * but this file may call `exec`: user text is always sent as a quoted string or literal, never as an atom, and every answer is
 * released with `next()` — without that the connection would stand still for ever.
 */

export interface Token {
  type: 'ATOM' | 'STRING' | 'LITERAL' | 'SEQUENCE' | 'NUMBER' | 'TEXT'
  value: string
  section?: (Token | Token[])[]
  partial?: number[]
}
export type Argument = Token | Argument[]
type UntaggedHandler = (response: ImapResponse) => Promise<void> | void

/** The internals of imapflow 2.10 that its types leave out; tested against each version we take. */
interface Internals {
  exec(
    command: string,
    attributes: Argument[],
    options?: { untagged?: Record<string, UntaggedHandler>; onPlusTag?: () => Promise<void> },
  ): Promise<{ response: ImapResponse; next(): void }>
  untaggedHandlers: Record<string, UntaggedHandler>
  writeSocket: Writable
  /** Parses and handles one answer as it came, its lines and the bytes of the literals marked in them; answers whether to read on. */
  handleResponse(answer: { payload: Buffer; literals?: readonly Buffer[] }): Promise<boolean>
  /** Cuts what comes into answers. */
  streamer: Cutter
  /** Of the command under way, else of the connection. */
  getUntaggedHandler(command: string, attributes?: ImapAttribute[]): UntaggedHandler | undefined
}

const nothing = Buffer.alloc(0)

type Transform = (chunk: Buffer, encoding: BufferEncoding, next: () => void) => void
interface Cutter {
  _transform: Transform
  /** What of an answer has come, and what of the bytes is not dealt with. */
  inputBuffer: readonly Buffer[]
  lineBuffer: readonly Buffer[]
  activeInput: unknown
  inputQueue: readonly unknown[]
  destroyed: boolean
  /** What has come of an answer that is taken whole (whole-answers.ts). */
  begunAnswer?: Buffer
}

/** Takes bytes in the place of the library. */
interface Taker {
  /** Gives back what is not for it. */
  next(bytes: Buffer): Buffer | null
  /** What it holds of an answer that has not ended. */
  rest(): Buffer | null
}

export const atom = (value: string): Token => ({ type: 'ATOM', value })
export const mailbox = (client: ImapFlow, path: string): Token => ({ type: 'STRING', value: encodePath(client, path) })
/** Text of a person's, in any language, counted in bytes: a quoted string holds ASCII alone (RFC 3501, 4.3). */
export const literal = (value: string): Token => ({ type: 'LITERAL', value })
export const sequence = (value: string): Token => ({ type: 'SEQUENCE', value })

/** Sends one command and gives its tagged answer, with the response code of a refusal on the error thrown. */
export async function command(
  client: ImapFlow,
  name: string,
  attributes: Argument[],
  untagged: Record<string, UntaggedHandler> = {},
  onPlusTag?: () => Promise<void>,
): Promise<ImapResponse> {
  await endIdle(client)
  try {
    const options = { untagged, ...(onPlusTag ? { onPlusTag } : {}) }
    const answer = await (client as unknown as Internals).exec(name, attributes, options)
    answer.next()
    return answer.response
  } catch (error) {
    // Puts the response code (`OVERQUOTA`, `NONEXISTENT`, …) on the error, where `mail/problems.ts` reads it.
    throw await enhanceCommandError(error as Parameters<typeof enhanceCommandError>[0])
  }
}

/**
 * Sends one command whose last argument is a literal of so many bytes, which go out as they come and no faster than the server
 * takes them: imapflow itself takes a literal only whole. Where there are more or fewer of them, the connection ends.
 */
export async function commandWithStream(
  client: ImapFlow,
  name: string,
  attributes: Argument[],
  literalBytes: { sizeBytes: number; open: () => AsyncIterable<Buffer> },
): Promise<ImapResponse> {
  let failure: unknown = null
  const stream = async () => {
    try {
      await write(client, literalBytes)
    } catch (error) {
      failure = error
      client.close()
    }
  }
  // Without `+` the server asks for the bytes (RFC 9051, 4.3), and can refuse before it has them.
  const marker: Token = { type: 'TEXT', value: `{${literalBytes.sizeBytes}}` }
  try {
    return await command(client, name, [...attributes, marker], {}, stream)
  } catch (error) {
    throw failure ?? error
  }
}

async function write(
  client: ImapFlow,
  { sizeBytes, open }: { sizeBytes: number; open: () => AsyncIterable<Buffer> },
): Promise<void> {
  const { writeSocket } = client as unknown as Internals
  let left = sizeBytes
  const send = async (bytes: Buffer | string) => {
    if (writeSocket.destroyed) throw new Error('The connection is closed')
    if (writeSocket.write(bytes)) return
    const waiting = new AbortController()
    const { signal } = waiting
    const either = ['drain', 'close'].map((name) => once(writeSocket, name, { signal }))
    await Promise.race(either).finally(() => waiting.abort())
  }
  for await (const chunk of open()) {
    left -= chunk.length
    if (left < 0) break
    await send(chunk)
  }
  if (left !== 0) throw new Error('A message has another length than was said')
  await send('\r\n')
}

/** Handles an untagged response whenever the server sends it, in place of imapflow's own handling. */
export function onUntagged(client: ImapFlow, name: string, handler: UntaggedHandler): void {
  ;(client as unknown as Internals).untaggedHandlers[name] = handler
}

/** Has an answer that came to a command of ours handled as one that nobody asked for. */
export function handOn(client: ImapFlow, name: string, response: ImapResponse): void {
  void handleBy((client as unknown as Internals).untaggedHandlers[name], response)
}

/** As where imapflow reads it: an answer that cannot be handled is lost, and not the connection. */
async function handleBy(handler: UntaggedHandler | undefined, response: ImapResponse): Promise<void> {
  try {
    await handler?.(response)
  } catch {
    // Lost.
  }
}

/** Reads answers by `read` where it can, and by imapflow's own parser, which takes ten times as long, where it answers null. */
export function readAnswers(
  client: ImapFlow,
  read: (payload: Buffer, literals?: readonly Buffer[]) => ImapResponse | null,
): void {
  const internals = client as unknown as Internals
  const handle = internals.handleResponse.bind(internals)
  internals.handleResponse = async (answer) => {
    const response = read(answer.payload, answer.literals)
    if (!response) return handle(answer)
    await handleBy(internals.getUntaggedHandler(response.command ?? '', response.attributes), response)
    return true
  }
}

/** Shows each answer as it came, before it is parsed. */
export function onAnswer(client: ImapFlow, look: (payload: Buffer) => void): void {
  const internals = client as unknown as Internals
  const handle = internals.handleResponse.bind(internals)
  internals.handleResponse = (answer) => {
    look(answer.payload)
    return handle(answer)
  }
}

/**
 * Sends one command and hands over the bytes of its untagged answers of this name, unparsed: for answers of a hundred thousand
 * tokens, each of which would be an object. The bounds of `connect.ts` on lines and answers hold for them too.
 */
export async function commandUnparsed(
  client: ImapFlow,
  name: string,
  attributes: Argument[],
  untagged: { name: string; take: (answer: Buffer) => void },
): Promise<void> {
  const internals = client as unknown as Internals
  const start = Buffer.from(`* ${untagged.name}`)
  const handle = internals.handleResponse.bind(client)
  internals.handleResponse = (answer) => {
    if (!answer.payload.subarray(0, start.length).equals(start)) return handle(answer)
    untagged.take(answer.payload.subarray(start.length))
    return Promise.resolve(true)
  }
  try {
    await command(client, name, attributes)
  } finally {
    internals.handleResponse = handle
  }
}

/**
 * Sends one command, and lets `taker` have the bytes of what comes before imapflow cuts them into answers, whenever an answer begins
 * with them: that takes more time than the bytes do. What it gives back goes to imapflow.
 */
export async function commandOnBytes(
  client: ImapFlow,
  name: string,
  attributes: Argument[],
  taker: Taker,
  untagged: Record<string, UntaggedHandler>,
): Promise<void> {
  const giveBack = divertBytes((client as unknown as Internals).streamer, taker)
  try {
    await command(client, name, attributes, untagged)
  } finally {
    giveBack()
  }
}

/** Answers how to end it. */
export function divertBytes(streamer: Cutter, taker: Taker): () => void {
  const cut = streamer._transform.bind(streamer)
  // That of its class is there again.
  const end = () => Reflect.deleteProperty(streamer, '_transform')
  streamer._transform = (chunk, encoding, next) => {
    const left = isAtBeginning(streamer) ? taker.next(chunk) : chunk
    if (left) cut(left, encoding, next)
    else next()
  }
  return () => {
    const rest = taker.rest()
    if (!rest) return void end()
    // The server has already begun to say something else.
    streamer._transform = (chunk, encoding, next) => {
      end()
      cut(Buffer.concat([rest, chunk]), encoding, next)
    }
  }
}

/** All that came has been dealt with; a literal that is not all there has its line among those of the answer. */
const isAtBeginning = ({
  inputBuffer,
  lineBuffer,
  activeInput,
  inputQueue,
  destroyed,
  begunAnswer = nothing,
}: Cutter) =>
  !destroyed && !activeInput && [inputBuffer, lineBuffer, inputQueue, begunAnswer].every(({ length }) => length === 0)

/** Ends a running IDLE, as imapflow does before the commands of its own. */
async function endIdle(client: ImapFlow): Promise<void> {
  const { preCheck } = client as unknown as { preCheck?: (() => Promise<void>) | false }
  if (preCheck) await preCheck()
}

/** What an attribute of an answer says; empty for a list or NIL. */
export function text(attribute: ImapAttribute | undefined): string {
  const value = attribute && !Array.isArray(attribute) ? attribute.value : undefined
  if (Buffer.isBuffer(value)) return value.toString('utf8')
  return value === undefined || value === null ? '' : String(value)
}

export function bytes(attribute: ImapAttribute | undefined): Buffer {
  const value = attribute && !Array.isArray(attribute) ? attribute.value : undefined
  return Buffer.isBuffer(value) ? value : Buffer.from(text(attribute))
}

/** The numbers of a SEARCH or SORT answer; imapflow gives those of SEARCH in a field of their own, not as attributes. */
export function numbersOf(response: ImapResponse): number[] {
  const { numbers, attributes = [] } = response as ImapResponse & { numbers?: readonly number[] }
  return [...(numbers ?? attributes.map((attribute) => Number(text(attribute))))].filter((number) => number > 0)
}
