import { decodeCharset } from '../decode-text.ts'

/** A header field as it stands: name in lower case, value unfolded and in Unicode, encoded words not decoded. */
export interface HeaderField {
  name: string
  value: string
}

/** The fields that were asked for, from the top of the message down. */
export interface Header {
  fields: HeaderField[]
  /** There was more than the limit. */
  cut: boolean
}

/** More than this of a header is not read (security.md 21). */
export const headerLimitBytes = 262_144

/** The fields people are told about. */
export const factFields = [
  'RECEIVED',
  'AUTHENTICATION-RESULTS',
  'FROM',
  'LIST-ID',
  'LIST-UNSUBSCRIBE',
  'LIST-UNSUBSCRIBE-POST',
  'LIST-POST',
  'LIST-HELP',
  'LIST-ARCHIVE',
  'DISPOSITION-NOTIFICATION-TO',
  'PRECEDENCE',
  'AUTO-SUBMITTED',
] as const

/**
 * Reads a block of fields (RFC 5322, 2.2) up to the empty line; what is no field is left out. Where a line was folded one blank
 * stays, or with `keepsBlanks` all that were there, the first of them as a space.
 */
export function readHeader(block: Buffer, { keepsBlanks = false } = {}): Header {
  const cut = block.length >= headerLimitBytes
  const text = decodeCharset(block.subarray(0, headerLimitBytes), '')
  const fields: HeaderField[] = []
  for (const line of text.split(/\r?\n/)) {
    if (line === '') break
    const last = fields.at(-1)
    if (/^[ \t]/.test(line)) {
      if (last)
        last.value = keepsBlanks ? last.value + line.replace(/^\t/, ' ') : `${last.value.trimEnd()} ${line.trim()}`
      continue
    }
    const colon = line.indexOf(':')
    if (colon > 0)
      fields.push({ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trimStart() })
  }
  // Half a field says something else than the whole one.
  if (cut) fields.pop()
  return { fields: fields.map(({ name, value }) => ({ name, value: value.trim() })), cut }
}

/** The value of the first field of this name, or null. */
export function fieldOf({ fields }: Header, name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null
}

const encodedWord = /=\?([\w.:-]{1,40})(?:\*[\w-]{0,20})?\?([bq])\?([^?\s]{0,2000})\?=/gi

/** Encoded words (RFC 2047) in Unicode; the rest as it is. */
export function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s{1,20}=\?/g, '?==?')
    .replaceAll(encodedWord, (_all, charset: string, encoding: string, content: string) => {
      const bytes =
        encoding.toLowerCase() === 'b'
          ? Buffer.from(content, 'base64')
          : Buffer.from(
              content
                .replaceAll('_', ' ')
                .replaceAll(/=([\da-f]{2})/gi, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16))),
              'latin1',
            )
      return decodeCharset(bytes, charset)
    })
}

/** One line of words for people: decoded, without control characters, at most so many characters. */
export function plainWords(text: string, most: number): string {
  return decodeWords(text)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, most)
}
