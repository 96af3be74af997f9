/** Longer texts that end with a line end are written as `text:`, where they can be read line by line. */
const longestQuoted = 80

/**
 * A string as a token: quoted, or `text:` for a long text of whole lines. Reading the token gives the same text, with its
 * line ends as CRLF, which is what Sieve and mail know (RFC 5228, 2.4.2).
 *
 * @throws RangeError for NUL and for halves of surrogate pairs: no script can hold them
 */
export function writeString(text: string): string {
  if (text.includes('\0') || !text.isWellFormed()) throw new RangeError('A script cannot hold this text')
  const lines = text.replace(/\r\n|\r|\n/g, '\r\n')
  if (lines.length > longestQuoted && lines.endsWith('\r\n')) {
    return `text:\r\n${lines.replace(/(^|\n)\./g, '$1..')}.\r\n`
  }
  return `"${lines.replace(/["\\]/g, '\\$&')}"`
}

/** A pattern for `:matches` that means just this text (RFC 5228, 2.7.1). */
export function literalPattern(text: string): string {
  return text.replace(/[*?\\]/g, '\\$&')
}

/** `${name}`, `${space.name}` or `${1}` (RFC 5229, 3): what a script that requires `variables` replaces. */
const reference = /\$(?=\{(?:[A-Za-z_][A-Za-z0-9_]*\.)*(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+)\})/g

/** Holds `$` in written scripts, since there is no other way to write a reference that is none. */
export const dollarVariable = 'literal_dollar'

/** The text for a script that requires `variables`, where it is to stay as it is. */
export function withoutReferences(text: string): string {
  return text.replace(reference, `\${${dollarVariable}}`)
}
