import { fromFlowed } from './flowed.ts'
import { decodeOldCharset, knownName } from './old-charsets.ts'

/** How a text part is written, as its header says. */
export interface TextEncoding {
  charset: string
  transferEncoding: string
  flowed: boolean
  deleteSpace: boolean
}

/** The bytes of a part without its transfer encoding (RFC 2045, 6); broken input gives what can be read. */
export function decodeTransfer(bytes: Buffer, transferEncoding: string): Buffer {
  if (transferEncoding === 'base64') return Buffer.from(bytes.toString('latin1'), 'base64')
  if (transferEncoding === 'quoted-printable') return decodeQuotedPrintable(bytes)
  return bytes
}

function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1').replace(/(?<![ \t])[ \t]+(?=\r?\n|$)/g, '')
  const out = Buffer.alloc(text.length)
  let length = 0
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] !== '=') {
      out[length++] = text.charCodeAt(index)
      continue
    }
    const code = text.slice(index + 1, index + 3)
    if (/^[0-9A-Fa-f]{2}$/.test(code)) {
      out[length++] = Number.parseInt(code, 16)
      index += 2
    } else if (code.startsWith('\n')) index += 1
    else if (code === '\r\n') index += 2
    else if (code !== '') out[length++] = 0x3d
  }
  return out.subarray(0, length)
}

/**
 * Bytes to text. The charset the message names is used when it is one a browser would take; unknown ones, and escape tricks
 * such as UTF-7, are read as UTF-8 where that fits and as Windows-1252 otherwise.
 */
export function decodeCharset(bytes: Buffer, charset: string): string {
  const label = knownName(charset.trim().toLowerCase())
  const old = decodeOldCharset(bytes, label)
  if (old !== null) return withoutNul(old)
  if (label !== '' && label !== 'us-ascii' && label !== 'ascii') {
    try {
      return withoutNul(new TextDecoder(label).decode(bytes))
    } catch {
      // Not a charset the Encoding Standard knows: decided below by the bytes themselves.
    }
  }
  try {
    return withoutNul(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return withoutNul(new TextDecoder('windows-1252').decode(bytes))
  }
}

/** Without a sign of UTF-8 that was cut in two at the end: for want of its rest the whole would be taken for another charset. */
export function wholeSigns(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if ((byte & 0xc0) === 0x80) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return length > back ? bytes.subarray(0, -back) : bytes
  }
  return bytes
}

const withoutNul = (text: string) => text.replaceAll('\0', '')

/** The most bytes of a text part we show at once. */
export const textLimitBytes = 2_000_000

/** How many encoded bytes to fetch so that about `textLimitBytes` come out. */
export function encodedLimitBytes(transferEncoding: string): number {
  if (transferEncoding === 'base64') return Math.ceil(textLimitBytes / 57) * 78
  return transferEncoding === 'quoted-printable' ? textLimitBytes * 3 : textLimitBytes
}

/** Decodes a text part that was fetched up to `encodedLimitBytes`; `cut` when it is longer than what is given back. */
export function decodeTextPart(
  fetched: Buffer,
  encoding: TextEncoding,
  encodedSizeBytes: number,
): { content: string; cut: boolean } {
  const whole = decodeTransfer(fetched, encoding.transferEncoding)
  const kept = whole.subarray(0, textLimitBytes)
  const cut = kept.length < whole.length || fetched.length < encodedSizeBytes - 2
  const text = decodeCharset(cut ? wholeSigns(kept) : kept, encoding.charset)
  const content = encoding.flowed ? fromFlowed(text, encoding.deleteSpace) : text.replace(/\r\n?/g, '\n')
  return { content, cut }
}
