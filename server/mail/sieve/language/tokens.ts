/**
 * - `quoted` and `multi-line` are both strings (RFC 5228, 2.4.2);
 * - `comment` is a hash or a bracket comment without the line end after it (2.3);
 * - `unknown` is what no token begins with, or what was begun and never ended.
 */
export type TokenType =
  'space' | 'comment' | 'identifier' | 'tag' | 'number' | 'quoted' | 'multi-line' | 'punctuation' | 'unknown'

/** One token, exactly as written. The texts of all tokens of a script, one after the other, are the script. */
export interface Token {
  type: TokenType
  text: string
  /** Where it begins in the script, in UTF-16 units. */
  start: number
}

/** True for what may stand anywhere and means nothing: white space and comments. */
export function isTrivia({ type }: Token): boolean {
  return type === 'space' || type === 'comment'
}

export function isString({ type }: Token): boolean {
  return type === 'quoted' || type === 'multi-line'
}

/** The name of a tag without its colon, or of an identifier, in small letters: both are the same in any case (RFC 5228, 2.2). */
export function nameOf({ type, text }: Token): string {
  return (type === 'tag' ? text.slice(1) : text).toLowerCase()
}

/** `3K` is 3072 (RFC 5228, 2.4.1). Beyond 2^53 it is rounded. */
export function numberValue({ text }: Token): number {
  const digits = Number.parseInt(text, 10)
  const quantifier = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[text.slice(-1).toLowerCase()]
  return digits * (quantifier ?? 1)
}

/**
 * What a string token says: without its quotes and backslashes, or without `text:` and doubled dots (RFC 5228, 2.4.2).
 * Line ends stay as they are written; a multi-line string ends with one unless it is empty. References to variables
 * (RFC 5229) and encoded characters are left alone.
 */
export function stringValue({ type, text }: Token): string {
  if (type === 'quoted') return text.slice(1, -1).replace(/\\([^])/g, '$1')
  const body = text.slice(text.indexOf('\n') + 1)
  const end = /\.\r?\n?$/.exec(body)
  return body.slice(0, end?.index ?? body.length).replace(/(^|\n)\./g, '$1')
}
