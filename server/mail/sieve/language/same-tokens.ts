import { tokenize } from './tokenize.ts'
import { isString, isTrivia, numberValue, stringValue, type Token } from './tokens.ts'

/**
 * True when two scripts differ in white space, comments, capitals of names and the way strings and numbers are spelled at
 * most: then they mean the same. Scripts that cannot be cut into tokens are the same as nothing.
 */
export function sameTokens(one: string, other: string): boolean {
  const meanings = [one, other].map((source) => {
    const { tokens, problems } = tokenize(source)
    return problems.length > 0 ? null : tokens.filter((token) => !isTrivia(token)).map(meaningOf)
  })
  const [left, right] = meanings
  return left?.length === right?.length && (left?.every((meaning, at) => meaning === right?.[at]) ?? false)
}

function meaningOf(token: Token): string {
  if (token.type === 'number' && Number.isSafeInteger(numberValue(token))) return String(numberValue(token))
  return isString(token) ? `"${stringValue(token).replace(/\r\n/g, '\n')}` : token.text.toLowerCase()
}
