import { isAscii } from 'node:buffer'
import type { ImapAttribute, ImapResponse } from 'imapflow'

/** Above these the library reads the answer, and decides what becomes of it. */
const mostTokens = 20_000
const deepest = 90

const quote = 0x22
const open = 0x28
const close = 0x29
const space = 0x20

/** From this length on V8 cuts no copy out of a text but a view of it, which keeps all of it for as long as it lives. */
const shortestView = 13

const start = /^\* (\d{1,10}) FETCH \(/
/** What servers write bare: flags, keywords, numbers, names of items, NIL. */
const bare = /\\?[\w$.+:,\-/&'=!#@;^`|?>]+/y
/** Literals and those of eight bits (RFC 9051, 4.3). */
const literalMark = /~?\{\d{1,10}\}\r?\n/y
/** The section of an item, and where in it the bytes begin: `[HEADER.FIELDS (FROM TO)]<0>` (RFC 9051, 7.5.2). */
const section = /\[([\w.-]*)(?: \(([\w-]+(?: [\w-]+)*)\))?\](?:<(\d{1,10})>)?/y

/**
 * Reads the answer to FETCH (RFC 9051, 7.5.2) into what imapflow makes of it, in a tenth of its time: a list of 50 messages is
 * some 5,000 tokens.
 *
 * @param literals the bytes of the literals, in the order of their marks in `payload`
 * @returns null where the answer is another, not of the plain form, or very large: then the library has to read it
 */
export function readFetchAnswer(payload: Buffer, literals: readonly Buffer[] = []): ImapResponse | null {
  if (payload[payload.length - 1] !== close) return null
  return readFetchLine(payload.toString(), literals, isAscii(payload) ? payload : undefined)
}

/**
 * The same of text.
 * @param bytes the same as bytes, where each character is one
 */
export function readFetchLine(line: string, literals: readonly Buffer[] = [], bytes?: Buffer): ImapResponse | null {
  const begun = start.exec(line)
  const items = begun && new ListReader(line, literals, bytes).list(begun[0].length)
  return items ? { tag: '*', command: begun[1] ?? '', attributes: [word('FETCH'), items] } : null
}

class ListReader {
  readonly #line: string
  readonly #literals: readonly Buffer[]
  readonly #bytes: Buffer | undefined
  #at = 0
  #literal = 0
  /** The next backslash, not before `#at`; -1 where there is none. */
  #escape = 0

  constructor(line: string, literals: readonly Buffer[], bytes: Buffer | undefined) {
    this.#line = line
    this.#literals = literals
    this.#bytes = bytes
  }

  /** What stands between the bracket before `from` and the one it is closed by, which has to end the line. */
  list(from: number): ImapAttribute[] | null {
    const around: ImapAttribute[][] = []
    let list: ImapAttribute[] = []
    this.#at = from
    for (let tokens = 0; tokens < mostTokens && around.length < deepest; tokens += 1) {
      let code = this.#line.charCodeAt(this.#at)
      while (code === space) code = this.#line.charCodeAt(++this.#at)
      if (code === open) {
        around.push(list)
        list = inside(list)
        this.#at += 1
      } else if (code === close) {
        this.#at += 1
        const outer = around.pop()
        if (!outer) return this.#at === this.#line.length ? list : null
        list = outer
      } else {
        const value = this.#value(code, around.length === 0)
        if (value === undefined) return null
        list.push(value)
      }
    }
    return null
  }

  #value(code: number, isItem: boolean): ImapAttribute | undefined {
    if (code === quote) return this.#string()
    bare.lastIndex = this.#at
    if (!bare.test(this.#line)) return this.#takeLiteral()
    const value = this.#cut(this.#at, bare.lastIndex)
    this.#at = bare.lastIndex
    const next = this.#line.charCodeAt(this.#at)
    if (next === space || next === close)
      return value.length === 3 && value.toUpperCase() === 'NIL' ? null : word(value)
    section.lastIndex = this.#at
    const named = isItem ? section.exec(this.#line) : null
    if (!named) return undefined
    this.#at = section.lastIndex
    return itemOf(value, named)
  }

  #string(): ImapAttribute | undefined {
    const begin = this.#at + 1
    if (this.#escape >= 0 && this.#escape < begin) this.#escape = this.#line.indexOf('\\', begin)
    let end = this.#line.indexOf('"', begin)
    const escaped = this.#escape >= 0 && this.#escape < end
    if (escaped) end = endOfEscaped(this.#line, this.#escape)
    if (end < 0) return undefined
    this.#at = end + 1
    const value = this.#cut(begin, end)
    return { type: 'STRING', value: escaped ? value.replace(/\\([^])/g, '$1') : value }
  }

  /** A copy: what is kept of an answer must not keep the answer. */
  #cut(begin: number, end: number): string {
    if (end - begin < shortestView) return this.#line.slice(begin, end)
    return this.#bytes?.toString('latin1', begin, end) ?? Buffer.from(this.#line.slice(begin, end)).toString()
  }

  #takeLiteral(): ImapAttribute | undefined {
    literalMark.lastIndex = this.#at
    const value = this.#literals[this.#literal++]
    if (!value || !literalMark.test(this.#line)) return undefined
    this.#at = literalMark.lastIndex
    return { type: 'LITERAL', value }
  }
}

function itemOf(value: string, [, part, fields, begin]: RegExpExecArray): ImapAttribute {
  return {
    type: 'ATOM',
    value,
    section: [...(part ? [word(part)] : []), ...(fields ? [fields.split(' ').map(word)] : [])],
    ...(begin ? { partial: [Number(begin)] } : {}),
  }
}

const word = (value: string) => ({ type: 'ATOM', value })

function inside(list: ImapAttribute[]): ImapAttribute[] {
  const inner: ImapAttribute[] = []
  list.push(inner)
  return inner
}

/** The quote that ends a string, from its first backslash on. */
function endOfEscaped(line: string, escape: number): number {
  for (let at = escape; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1
    else if (line[at] === '"') return at
  }
  return -1
}
