import type { ImapAttribute, ImapFlow, ImapResponse } from 'imapflow'
import { encodePath, enhanceCommandError } from 'imapflow/lib/tools.js'

/*
 * The IMAP commands imapflow has no method for, or whose method hides why it failed, are the files of this folder. Nothing
 * but this file may call `exec`: user text is always sent as a quoted string or literal, never as an atom, and every answer is
 * released with `next()` — without that the connection would stand still for ever.
 */

export interface Token {
  type: 'ATOM' | 'STRING' | 'LITERAL' | 'SEQUENCE' | 'NUMBER'
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
    options?: { untagged?: Record<string, UntaggedHandler> },
  ): Promise<{ response: ImapResponse; next(): void }>
  untaggedHandlers: Record<string, UntaggedHandler>
  /** Parses and handles one answer as it came; answers whether to read on. */
  handleResponse(answer: { payload: Buffer }): Promise<boolean>
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
): Promise<ImapResponse> {
  await endIdle(client)
  try {
    const answer = await (client as unknown as Internals).exec(name, attributes, { untagged })
    answer.next()
    return answer.response
  } catch (error) {
    // Puts the response code (`OVERQUOTA`, `NONEXISTENT`, …) on the error, where `mail/problems.ts` reads it.
    throw await enhanceCommandError(error as Parameters<typeof enhanceCommandError>[0])
  }
}

/** Handles an untagged response whenever the server sends it, in place of imapflow's own handling. */
export function onUntagged(client: ImapFlow, name: string, handler: UntaggedHandler): void {
  ;(client as unknown as Internals).untaggedHandlers[name] = handler
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
