import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import type { PartDownload } from '#server/mail/mail-account.ts'

/** Types a browser might run or render as a document of ours; they leave here as plain bytes. */
const active =
  /^(text\/(html|xml|javascript)|application\/(xhtml\+xml|xml|javascript|x-javascript|pdf)|image\/svg|multipart\/|.*\+xml)/

/** Streams one part of a message: always a download, never shown as a page of this site. */
export async function sendPart(response: Response, part: PartDownload): Promise<void> {
  await sendBytes(response.status(200), part)
}

/** The same for an answer of which more has been said before. */
export async function sendBytes(response: Response, { name, type, bytes }: PartDownload): Promise<void> {
  response.set({
    'Content-Type': active.test(type) ? 'application/octet-stream' : type,
    'Content-Disposition': contentDisposition(name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'no-store',
  })
  try {
    await pipeline(bytes, response)
  } catch (error) {
    // Half a file must not look whole: the connection is cut instead of the answer ending normally.
    response.destroy()
    throw error
  }
}

/** RFC 6266 with an ASCII fallback; the name has been cleaned of quotes, separators and control characters before. */
export function contentDisposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
