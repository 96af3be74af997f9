/*
 * A card as its content lines (RFC 6350, 3.2; RFC 2426, 2.6), for changing some of them. A line that is not changed is written
 * as it was read, byte for byte: only where it is folded may be another place.
 */

/** The lines of a card, each without its folds. A value in quoted-printable goes on after an `=` at the end (vCard 2.1). */
export function cardLines(text: string): string[] {
  const lines: string[] = []
  for (const line of text.replace(/\r?\n[ \t]/g, '').split(/\r\n|\n|\r/)) {
    const before = lines.at(-1)
    const goesOn = before !== undefined && before.endsWith('=') && /quoted-printable/i.test(headOf(before))
    if (goesOn) lines[lines.length - 1] = `${before}\r\n${line}`
    else if (line !== '') lines.push(line)
  }
  return lines
}

/** Folded at 75 bytes, never within a character (RFC 6350, 3.2). */
export function writeCard(lines: readonly string[]): string {
  return lines.map((line) => `${foldLine(line)}\r\n`).join('')
}

function foldLine(line: string): string {
  if (Buffer.byteLength(line) <= 75 || line.includes('\r\n')) return line
  const pieces: string[] = []
  let piece = ''
  let bytes = 0
  for (const sign of line) {
    const size = Buffer.byteLength(sign)
    if (bytes + size > (pieces.length === 0 ? 75 : 74)) {
      pieces.push(piece)
      piece = ''
      bytes = 0
    }
    piece += sign
    bytes += size
  }
  return [...pieces, piece].join('\r\n ')
}

/** Everything before the colon that ends name and parameters; one in quotation marks does not. */
export function headOf(line: string): string {
  return /^(?:"[^"]*"|[^":])*/.exec(line)?.[0] ?? ''
}

/** In lower case, without the group before it: `item1.EMAIL;TYPE=HOME` is `email`. */
export function propertyOf(line: string): string {
  return /^(?:[\w-]{1,40}\.)?([\w-]{1,40})/.exec(line)?.[1]?.toLowerCase() ?? ''
}

/** The group of a line, in lower case, or null: lines of one group belong together (RFC 6350, 3.3). */
export function groupOf(line: string): string | null {
  return /^([\w-]{1,40})\./.exec(line)?.[1]?.toLowerCase() ?? null
}

/** The values of each parameter of a line, by its name in lower case. One without a name is a type (vCard 2.1). */
export function parametersOf(line: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [, word = '', values] of headOf(line).matchAll(/;([\w-]+)(?:=((?:"[^"]*"|[^;"])*))?/g)) {
    const name = values === undefined ? 'type' : word.toLowerCase()
    const each = [...(values ?? word).matchAll(/"([^"]*)"|([^,"]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
    found.set(name, [...(found.get(name) ?? []), ...each])
  }
  return found
}

export function escapeText(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replace(/\r\n|\n|\r/g, '\\n')
}

/** The cards of a file, each from BEGIN to END, as they came. One whose end is missing ends where the next begins, or the file. */
export function splitCards(text: string): string[] {
  const pieces = text.replace(/^\uFEFF/, '').split(/^(?=BEGIN:VCARD[ \t]*\r?$)/im)
  return pieces.filter((piece) => /^BEGIN:VCARD/i.test(piece)).map(toItsEnd)
}

function toItsEnd(piece: string): string {
  const end = /^END:VCARD[ \t]*\r?$/im.exec(piece)
  return end ? piece.slice(0, end.index + end[0].length) : `${piece.trimEnd()}\r\nEND:VCARD`
}
