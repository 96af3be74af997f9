import type { Position } from './positions.ts'

export type SyntaxProblemCode =
  /** Something else was to stand here: `expected` says what. */
  | 'unexpected'
  | 'unknown-character'
  | 'string-not-ended'
  /** In a string, without a line feed after it. */
  | 'stray-carriage-return'
  | 'comment-not-ended'
  /** `text:` is followed by something else than a comment or the line end. */
  | 'text-not-begun'
  /** Larger than 2^64 - 1, which no server can hold. */
  | 'number-too-large'
  | 'script-too-large'
  | 'too-many-tokens'
  | 'nested-too-deeply'

/** Why a script, or a part of it, could not be read. */
export interface SyntaxProblem extends Position {
  code: SyntaxProblemCode
  /** What could have stood there: `command`, `test`, `string`, or a punctuation mark such as `;`. Empty unless `unexpected`. */
  expected: readonly string[]
  /** The beginning of what stands there, at most 40 characters; empty at the end of the script. */
  found: string
}

/** What reading one script may cost. */
export interface SyntaxLimits {
  /** In UTF-16 units. */
  longest: number
  mostTokens: number
  /** Of blocks in blocks, and of tests in tests; Pigeonhole refuses more than 32 of either. */
  deepest: number
  /** After so many the rest is kept unread. */
  mostProblems: number
}

export const defaultLimits: SyntaxLimits = {
  longest: 2 ** 20,
  mostTokens: 200_000,
  deepest: 64,
  mostProblems: 100,
}
