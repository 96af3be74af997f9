/** Old encodings the seed mail is written in; all by the names of RFC 2045 Content-Type headers. */
export type OldCharset =
  'windows-1252' | 'iso-8859-2' | 'windows-1255' | 'windows-1256' | 'koi8-r' | 'iso-2022-jp' | 'shift_jis'

const tables = new Map<OldCharset, Map<string, Buffer>>()

/** Turns a decoder round: every byte sequence it knows, by the character it stands for. */
function tableOf(charset: OldCharset): Map<string, Buffer> {
  const known = tables.get(charset)
  if (known) return known
  const table = new Map<string, Buffer>()
  const decoder = new TextDecoder(charset, { fatal: true })
  const learn = (shown: Buffer, kept: Buffer) => {
    try {
      const character = decoder.decode(shown)
      if (Array.from(character).length === 1 && !table.has(character)) table.set(character, kept)
    } catch {
      // A hole in the table.
    }
  }
  const firstByte = charset === 'iso-2022-jp' ? 0x80 : 0x100
  for (let byte = 0; byte < firstByte; byte += 1) {
    if (byte !== 0x1b) learn(Buffer.from([byte]), Buffer.from([byte]))
  }
  learnPairs(charset, learn)
  tables.set(charset, table)
  return table
}

function learnPairs(charset: OldCharset, learn: (shown: Buffer, kept: Buffer) => void): void {
  if (charset === 'iso-2022-jp') {
    for (let row = 0x21; row < 0x7f; row += 1) {
      for (let cell = 0x21; cell < 0x7f; cell += 1) {
        learn(Buffer.from([0x1b, 0x24, 0x42, row, cell, 0x1b, 0x28, 0x42]), Buffer.from([row, cell]))
      }
    }
  } else if (charset === 'shift_jis') {
    for (let lead = 0x81; lead < 0xfd; lead += 1) {
      for (let trail = 0x40; trail < 0xfd; trail += 1) learn(Buffer.from([lead, trail]), Buffer.from([lead, trail]))
    }
  }
}

/**
 * Text in an old encoding. ISO-2022-JP switches to two-byte letters and back to ASCII with escape sequences and ends
 * every line in ASCII (RFC 1468). Throws for a character the encoding does not have.
 */
export function encodeAs(text: string, charset: OldCharset): Buffer {
  const table = tableOf(charset)
  const parts: Buffer[] = []
  let isInKanji = false
  const switchTo = (kanji: boolean) => {
    if (charset !== 'iso-2022-jp' || kanji === isInKanji) return
    parts.push(Buffer.from(kanji ? '\u001b$B' : '\u001b(B', 'latin1'))
    isInKanji = kanji
  }
  for (const character of text) {
    const bytes = table.get(character)
    if (!bytes) throw new RangeError(`${charset} has no "${character}".`)
    switchTo(bytes.length === 2)
    parts.push(bytes)
  }
  switchTo(false)
  return Buffer.concat(parts)
}

/** An encoded-word for a header (RFC 2047); the text must be short enough for one word of 75 characters. */
export function encodedWord(text: string, charset: OldCharset): string {
  return `=?${charset.toUpperCase()}?B?${encodeAs(text, charset).toString('base64')}?=`
}

/** A header parameter in the form of RFC 2231: `filename*=windows-1252''a%F1o.txt`. */
export function extendedParameter(name: string, value: string, charset: OldCharset | 'utf-8', language = ''): string {
  const bytes = charset === 'utf-8' ? Buffer.from(value, 'utf8') : encodeAs(value, charset)
  const escaped = [...bytes]
    .map((byte) =>
      /[A-Za-z0-9.-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
  return `${name}*=${charset}'${language}'${escaped}`
}
