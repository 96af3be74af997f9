import { decodeCharset } from '../mime/decode-text.ts'

const longest = 5_000_000
const prebuffer = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
)

/** Compressed RTF as it was before (MS-OXRTFCP 3.1), at most 5 MB of it; what is broken gives what came before. */
export function decompressRtf(bytes: Buffer): Buffer {
  if (bytes.length < 16) return Buffer.alloc(0)
  const kind = bytes.readUInt32LE(8)
  const size = Math.min(bytes.readUInt32LE(4), longest)
  if (kind === 0x414c454d) return bytes.subarray(16, 16 + size)
  if (kind !== 0x75465a4c) return Buffer.alloc(0)
  const window = Buffer.alloc(4_096)
  prebuffer.copy(window)
  let write = prebuffer.length
  const out = Buffer.alloc(size)
  let length = 0
  const put = (byte: number) => {
    if (length < size) out[length++] = byte
    window[write] = byte
    write = (write + 1) % 4_096
  }
  let at = 16
  while (at < bytes.length && length < size) {
    const control = bytes[at++] ?? 0
    for (let bit = 0; bit < 8 && at < bytes.length && length < size; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[at++] ?? 0)
        continue
      }
      const token = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
      at += 2
      const from = token >> 4
      if (from === write) return out.subarray(0, length)
      for (let step = 0; step < (token & 15) + 2; step += 1) put(window[(from + step) % 4_096] ?? 0)
    }
  }
  return out.subarray(0, length)
}

/** Groups that hold no words to read. */
const silent = new Set(
  ['fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'object', 'header', 'footer', 'listtable', 'generator'].concat([
    ...['listoverridetable', 'themedata', 'datastore', 'xmlnstbl', 'rsidtbl', 'fldinst', 'htmltag'],
  ]),
)
const signs: Readonly<Record<string, string>> = {
  ...{ par: '\n', line: '\n', row: '\n', sect: '\n', page: '\n', tab: '\t', cell: '\t', emdash: '—', endash: '–' },
  ...{ lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•', '~': '\u00a0', _: '-' },
}
const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]/gi

interface Group {
  silent: boolean
  /** How many characters stand in for a Unicode one, for programs that know none. */
  standIns: number
}

/** The words of RTF without their formatting, in one pass. */
export function textOfRtf(rtf: string): string {
  const out: string[] = []
  const groups: Group[] = []
  let group: Group = { silent: false, standIns: 1 }
  let charset = 'windows-1252'
  let inHtmlRtf = false
  let toSkip = 0
  const say = (text: string) => {
    const shown = toSkip > 0 ? text.slice(toSkip) : text
    toSkip = Math.max(0, toSkip - text.length)
    if (!group.silent && !inHtmlRtf) out.push(shown)
  }
  for (const [, word, digits, hex, sign, brace, plain] of rtf.matchAll(token)) {
    const number = digits === undefined ? null : Number(digits)
    if (plain !== undefined) say(plain)
    else if (hex !== undefined) say(decodeCharset(Buffer.from(hex, 'hex'), charset))
    else if (brace === '{') {
      if (groups.length < 1_000) groups.push({ ...group })
    } else if (brace === '}') group = groups.pop() ?? group
    else if (sign === '*') group.silent = true
    else if (sign !== undefined) say(signs[sign] ?? (/[\\{}]/.test(sign) ? sign : ''))
    else if (word === 'u' && number !== null) {
      say(String.fromCharCode(number & 0xffff))
      toSkip = group.standIns
    } else if (word === 'uc' && number !== null) group.standIns = Math.min(Math.max(number, 0), 10)
    else if (word === 'ansicpg' && number !== null) charset = `windows-${number}`
    else if (word === 'htmlrtf') inHtmlRtf = number !== 0
    else if (word !== undefined && silent.has(word)) group.silent = true
    else if (word !== undefined && signs[word] !== undefined) say(signs[word])
  }
  return out.join('').toWellFormed()
}
