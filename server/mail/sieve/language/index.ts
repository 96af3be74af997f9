/**
 * A Sieve reader and writer that loses nothing (RFC 5228 and the extensions Pigeonhole knows): `print(parse(s)) === s` for
 * every `s`, with what is wrong told by line and column. It depends on nothing, neither of this project nor of others.
 */
export { check, requiredCapabilities, type LocatedFault } from './check.ts'
export { decodeScript, type DecodedScript } from './decode-script.ts'
export { parse } from './parse.ts'
export { Positions, type Position } from './positions.ts'
export { sameTokens } from './same-tokens.ts'
export { defaultLimits, type SyntaxLimits, type SyntaxProblem, type SyntaxProblemCode } from './syntax-problem.ts'
export {
  commandsOf,
  isNode,
  print,
  startOf,
  tokensOf,
  type Argument,
  type Block,
  type Broken,
  type Command,
  type Node,
  type Script,
  type Statement,
  type Strings,
  type Test,
} from './syntax-tree.ts'
export { tokenize, type Tokenized } from './tokenize.ts'
export { isString, isTrivia, nameOf, numberValue, stringValue, type Token, type TokenType } from './tokens.ts'
export { numberIn, stringsIn, understand, type Fault, type FaultCode, type Understood } from './understand.ts'
export type { PositionalShape, Shape, TagShape, ValueKind } from './vocabulary/shapes.ts'
export { allShapes, baseComparators, impliedCapabilities, knownCapabilities, shapeOf } from './vocabulary/vocabulary.ts'
export { literalPattern, writeString } from './write-string.ts'
export {
  UnwritableScript,
  writeScript,
  type Text,
  type Value,
  type WrittenCommand,
  type WrittenTest,
} from './write-script.ts'
