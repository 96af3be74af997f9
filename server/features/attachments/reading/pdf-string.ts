const escaped: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const longest = 4_000

/** The text under a key of a dictionary (ISO 32000-1, 7.9.2.2): empty where it is missing, null where it is not written there itself. */
export function stringAt(dictionary: string, key: string): string | null {
  const found = new RegExp(`/${key}\\s*(?=[(<\\d])`).exec(dictionary)
  if (!found) return ''
  const start = found.index + found[0].length
  const some = dictionary.slice(start, start + longest)
  if (some.startsWith('(')) return decoded(literal(some))
  const [, digits] = /^<([\da-f\s]*)>/i.exec(some) ?? []
  return digits === undefined ? null : decoded(Buffer.from(digits.replace(/\s/g, ''), 'hex').toString('latin1'))
}

/** Brackets may stand inside as long as they are paired; all else is written with a backslash (7.3.4.2). */
function literal(text: string): string {
  let depth = 0
  let bytes = ''
  for (const [piece] of text.matchAll(/\\(?:[0-7]{1,3}|\r\n|[\s\S])|[\s\S]/g)) {
    if (piece === '(' && (depth += 1) === 1) continue
    if (piece === ')' && (depth -= 1) === 0) break
    bytes += piece.startsWith('\\') ? unescaped(piece.slice(1)) : piece
  }
  return bytes
}

function unescaped(sign: string): string {
  if (/^[0-7]/.test(sign)) return String.fromCharCode(Number.parseInt(sign, 8) & 0xff)
  return /^[\r\n]/.test(sign) ? '' : (escaped[sign] ?? sign)
}

/** Two marks say which Unicode it is; without one it is nearly Latin-1. */
function decoded(bytes: string): string {
  const buffer = Buffer.from(bytes, 'latin1')
  if (bytes.startsWith('\xfe\xff')) return new TextDecoder('utf-16be').decode(buffer)
  return bytes.startsWith('\xef\xbb\xbf') ? new TextDecoder().decode(buffer) : bytes
}
