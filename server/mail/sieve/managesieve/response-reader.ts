/** `(QUOTA/MAXSIZE)`, `(TAG "x")` and so on (RFC 5804, 1.3). */
export interface ResponseCode {
  /** In capital letters. */
  name: string
  values: string[]
}

/** One line of an answer with its literals: of its data, or the one that ends it. */
export type ResponseLine =
  | { type: 'data'; words: Word[] }
  | { type: 'end'; status: 'OK' | 'NO' | 'BYE'; code: ResponseCode | null; text: string }

export type Word = { type: 'string'; bytes: Buffer } | { type: 'atom'; text: string }

/** What one answer may cost. */
export interface ResponseLimits {
  /** Of a line without its literals. */
  longestLine: number
  longestLiteral: number
  /** Of all lines and literals of one answer. */
  longestResponse: number
  /** Of one answer; an empty line counts as one. */
  mostWords: number
}

export const defaultResponseLimits: ResponseLimits = {
  longestLine: 16_384,
  longestLiteral: 4 * 2 ** 20,
  longestResponse: 5 * 2 ** 20,
  mostWords: 20_000,
}

/** The server does not speak ManageSieve, or says too much. */
export class ResponseError extends Error {}

/** The words between two literals, or up to the line end; `literal` is the size of the one that begins. */
interface Piece {
  words: Word[]
  literal: number | null
}

const lineFeed = 0x0a

/**
 * Cuts what a server says into lines (RFC 5804, 4), however its bytes arrive: each byte is looked at once, and none is kept
 * beyond the bounds.
 */
export class ResponseReader {
  readonly #limits: ResponseLimits
  #words: Word[] = []
  #chunks: Buffer[] = []
  #held = 0
  /** The literal that is being read, and how much of it has come; null within a line. */
  #literal: { bytes: Buffer; filled: number } | null = null
  #total = 0
  #wordCount = 0

  constructor(limits: ResponseLimits) {
    this.#limits = limits
  }

  /** True when nothing of a line has been read that has not been given out. */
  get isBetweenLines(): boolean {
    return this.#held === 0 && this.#words.length === 0 && !this.#literal
  }

  /** @throws ResponseError; nothing can be read after it. */
  read(bytes: Buffer): ResponseLine[] {
    const lines: ResponseLine[] = []
    let rest = bytes
    while (rest.length > 0) {
      const missing = this.#literal ? this.#literal.bytes.length - this.#literal.filled : rest.indexOf(lineFeed) + 1
      const piece = rest.subarray(0, missing > 0 ? missing : rest.length)
      rest = rest.subarray(piece.length)
      this.#total += piece.length
      if (this.#total > this.#limits.longestResponse) throw new ResponseError('Answer too long')
      if (this.#literal) this.#fill(this.#literal, piece)
      else this.#add(piece, lines)
    }
    return lines
  }

  #fill(literal: { bytes: Buffer; filled: number }, piece: Buffer): void {
    literal.filled += piece.copy(literal.bytes, literal.filled)
    if (literal.filled < literal.bytes.length) return
    this.#literal = null
    this.#addWords([{ type: 'string', bytes: literal.bytes }])
  }

  #add(piece: Buffer, lines: ResponseLine[]): void {
    this.#chunks.push(piece)
    this.#held += piece.length
    if (this.#held > this.#limits.longestLine) throw new ResponseError('Line too long')
    if (piece.at(-1) !== lineFeed) return
    const { words, literal } = pieceOf(Buffer.concat(this.#chunks, this.#held).toString('latin1'))
    this.#chunks = []
    this.#held = 0
    this.#addWords(words)
    if (literal === null) this.#endLine(lines)
    else this.#begin(literal)
  }

  #begin(length: number): void {
    if (length > this.#limits.longestLiteral) throw new ResponseError('Literal too long')
    const literal = { bytes: Buffer.alloc(length), filled: 0 }
    if (length > 0) this.#literal = literal
    else this.#addWords([{ type: 'string', bytes: literal.bytes }])
  }

  #endLine(lines: ResponseLine[]): void {
    const line = lineOf(this.#words)
    this.#words = []
    if (line?.type === 'end') {
      this.#total = 0
      this.#wordCount = 0
    }
    if (line) lines.push(line)
  }

  #addWords(words: Word[]): void {
    // An empty line counts too: each costs time, and five million bytes of them would cost seconds.
    this.#wordCount += Math.max(words.length, 1)
    if (this.#wordCount > this.#limits.mostWords) throw new ResponseError('Too many words')
    this.#words.push(...words)
  }
}

const word = / *(?:"((?:[^"\\\r\n\0]|\\["\\])*)"|\{([0-9]{1,10})\+?\}(?=\r?\n$)|([()])|([^\s"(){}\\\0]+))/y

function pieceOf(line: string): Piece {
  const words: Word[] = []
  word.lastIndex = 0
  const content = line.replace(/\r?\n$/, '').trimEnd()
  while (word.lastIndex < content.length) {
    const [, quoted, literal, bracket, atom] = word.exec(line) ?? []
    if (literal !== undefined) return { words, literal: Number(literal) }
    if (quoted !== undefined) {
      words.push({ type: 'string', bytes: Buffer.from(quoted.replace(/\\(.)/g, '$1'), 'latin1') })
    } else if (bracket !== undefined || atom !== undefined) {
      words.push({ type: 'atom', text: bracket ?? atom ?? '' })
    } else throw new ResponseError('Not a word of ManageSieve')
  }
  return { words, literal: null }
}

function lineOf(words: Word[]): ResponseLine | null {
  const [first, ...rest] = words
  // An empty line after a literal does no harm.
  if (!first) return null
  const status = first.type === 'atom' ? first.text.toUpperCase() : ''
  if (status !== 'OK' && status !== 'NO' && status !== 'BYE') {
    if (first.type === 'atom') throw new ResponseError('Not an answer of ManageSieve')
    return { type: 'data', words }
  }
  const { code, after } = codeOf(rest)
  const [text, ...surplus] = after
  if (surplus.length > 0 || text?.type === 'atom') throw new ResponseError('Not an answer of ManageSieve')
  return { type: 'end', status, code, text: text?.bytes.toString('utf8') ?? '' }
}

function codeOf(words: Word[]): { code: ResponseCode | null; after: Word[] } {
  if (!isBracket(words[0], '(')) return { code: null, after: words }
  let depth = 0
  const end = words.findIndex((each) => {
    if (isBracket(each, '(')) depth += 1
    if (isBracket(each, ')')) depth -= 1
    return depth === 0
  })
  const [name, ...values] = words
    .slice(1, end)
    .filter((each) => !isBracket(each, '(') && !isBracket(each, ')'))
    .map(textOf)
  if (end < 0 || name === undefined) throw new ResponseError('Not a response code')
  return { code: { name: name.toUpperCase(), values }, after: words.slice(end + 1) }
}

function isBracket(each: Word | undefined, bracket: '(' | ')'): boolean {
  return each?.type === 'atom' && each.text === bracket
}

export function textOf(each: Word): string {
  return each.type === 'atom' ? each.text : each.bytes.toString('utf8')
}
