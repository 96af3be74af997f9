/**
 * The bytes of the one attachment with this name in a raw message, for messages as our own tests and server make them:
 * base64 in a multipart (RFC 2045, 6.8). Null when there is none.
 */
export function attachmentBytes(raw: Buffer, name: string): Buffer | null {
  const text = raw.toString('latin1')
  const at = text.search(new RegExp(`filename\\*?=(?:"|utf-8'')?${name.replaceAll('.', '\\.')}`, 'i'))
  if (at === -1) return null
  const start = text.indexOf('\r\n\r\n', at)
  const end = text.indexOf('\r\n--', start)
  return Buffer.from(text.slice(start, end).replace(/\s/g, ''), 'base64')
}
