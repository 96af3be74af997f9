import { Positions } from './positions.ts'
import { defaultLimits, type SyntaxLimits, type SyntaxProblem, type SyntaxProblemCode } from './syntax-problem.ts'
import type { Token, TokenType } from './tokens.ts'

export interface Tokenized {
  /** One after the other they are the script. */
  tokens: Token[]
  problems: SyntaxProblem[]
}

interface Scanned {
  type: TokenType
  end: number
  problem?: SyntaxProblemCode
}

const largestNumber = 2n ** 64n - 1n

/** Tokens that one look tells. A carriage return alone is white space, as Pigeonhole has it. */
const simple: [TokenType, RegExp][] = [
  ['space', /[ \t\r\n]+/y],
  ['comment', /#[^\r\n]*(?:\r(?!\n)[^\r\n]*)*/y],
  ['identifier', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['tag', /:[A-Za-z_][A-Za-z0-9_]*/y],
  ['number', /[0-9]+[KMGkmg]?/y],
  ['punctuation', /[(){}[\],;]/y],
]
const multiLineBegins = /text:/iy
const multiLineHead = /text:[ \t]*(?:#[^\n]*)?\r?\n/iy
const multiLineEnd = /\n\.\r?\n/g
const strange = /[:/]|[^A-Za-z0-9_ \t\r\n#:(){}[\],;"/]+/y

/** Cuts a script into tokens (RFC 5228, 8.1) and loses nothing, whatever it is given; never throws. */
export function tokenize(source: string, limits: SyntaxLimits = defaultLimits): Tokenized {
  const positions = new Positions(source)
  const tokens: Token[] = []
  const problems: SyntaxProblem[] = []
  const report = (code: SyntaxProblemCode, offset: number) => {
    if (problems.length >= limits.mostProblems) return
    problems.push({ code, ...positions.at(offset), expected: [], found: source.slice(offset, offset + 40) })
  }
  const addRest = (start: number, code: SyntaxProblemCode) => {
    tokens.push({ type: 'unknown', text: source.slice(start), start })
    report(code, start)
  }
  if (source.length > limits.longest) {
    addRest(0, 'script-too-large')
    return { tokens, problems }
  }
  for (let start = 0; start < source.length;) {
    if (tokens.length >= limits.mostTokens) {
      addRest(start, 'too-many-tokens')
      break
    }
    const { type, end, problem } = scan(source, start)
    tokens.push({ type, text: source.slice(start, end), start })
    // NUL is allowed nowhere, not in strings and comments either (RFC 5228, 8.1).
    const nul = type === 'unknown' ? -1 : source.slice(start, end).indexOf('\0')
    if (problem) report(problem, start)
    else if (nul >= 0) report('unknown-character', start + nul)
    start = end
  }
  return { tokens, problems }
}

function scan(source: string, start: number): Scanned {
  const first = source[start]
  if (first === '"') return scanQuoted(source, start)
  if (first === '/' && source[start + 1] === '*') return scanBracketComment(source, start)
  if (matchAt(multiLineBegins, source, start) !== null) return scanMultiLine(source, start)
  for (const [type, pattern] of simple) {
    const end = matchAt(pattern, source, start)
    if (end === null) continue
    const isTooLarge = type === 'number' && end - start > 10 && valueOf(source.slice(start, end)) > largestNumber
    return isTooLarge ? { type, end, problem: 'number-too-large' } : { type, end }
  }
  return { type: 'unknown', end: matchAt(strange, source, start) ?? start + 1, problem: 'unknown-character' }
}

function scanQuoted(source: string, start: number): Scanned {
  for (let at = start + 1; at < source.length; at += 1) {
    const unit = source[at]
    if (unit === '"') return string('quoted', source, start, at + 1)
    if (unit === '\\') at += 1
  }
  return { type: 'unknown', end: source.length, problem: 'string-not-ended' }
}

function scanBracketComment(source: string, start: number): Scanned {
  const end = source.indexOf('*/', start + 2)
  if (end < 0) return { type: 'unknown', end: source.length, problem: 'comment-not-ended' }
  return { type: 'comment', end: end + 2 }
}

function scanMultiLine(source: string, start: number): Scanned {
  const head = matchAt(multiLineHead, source, start)
  if (head === null) return { type: 'unknown', end: start + 'text:'.length, problem: 'text-not-begun' }
  // The first line may be the dot already.
  multiLineEnd.lastIndex = head - 1
  if (!multiLineEnd.test(source)) return { type: 'unknown', end: source.length, problem: 'string-not-ended' }
  return string('multi-line', source, start, multiLineEnd.lastIndex)
}

/** In a string a carriage return stands before a line feed only (RFC 5228, 8.1); Pigeonhole reads no further than one that does not. */
function string(type: 'quoted' | 'multi-line', source: string, start: number, end: number): Scanned {
  const isStray = /\r(?!\n)/.test(source.slice(start, end))
  return isStray ? { type, end, problem: 'stray-carriage-return' } : { type, end }
}

/** Where the match that begins right there ends. */
function matchAt(pattern: RegExp, source: string, start: number): number | null {
  pattern.lastIndex = start
  return pattern.test(source) ? pattern.lastIndex : null
}

/** Only the first digits of a very long number are counted: it is too large anyway. */
function valueOf(text: string): bigint {
  const digits = /^[0-9]+/.exec(text)?.[0].replace(/^0+(?=.)/, '') ?? '0'
  const shift = { k: 10n, m: 20n, g: 30n }[text.slice(-1).toLowerCase()] ?? 0n
  return BigInt(digits.slice(0, 30)) << shift
}
