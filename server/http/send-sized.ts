import type { Request, Response } from 'express'
import type { Readable } from 'node:stream'
import { sendBytes } from './send-part.ts'

/** A file whose length is known before its first byte, so that a browser can go on with it where it broke off. */
export interface SizedDownload {
  name: string
  type: string
  sizeBytes: number
  /** A strong one, with its quotes: another for every other content (RFC 9110, 8.8.3). */
  etag: string
  /** From one byte to another, without that one. */
  open: (from: number, end: number) => Readable
}

/** Streams a file, or the one stretch of it that is asked for (RFC 9110, 14). */
export async function sendSized(request: Request, response: Response, file: SizedDownload): Promise<void> {
  const { sizeBytes, etag } = file
  const asked = request.get('If-Range') ?? etag
  const range = asked === etag ? rangeOf(request.get('Range'), sizeBytes) : 'whole'
  response.set({ 'Accept-Ranges': 'bytes', ETag: etag })
  if (range === 'none') {
    response
      .status(416)
      .set({ 'Content-Range': `bytes */${sizeBytes}`, 'Cache-Control': 'no-store' })
      .end()
    return
  }
  const { from, end } = range === 'whole' ? { from: 0, end: sizeBytes } : range
  const bytes = file.open(from, end)
  response.set('Content-Length', String(end - from))
  if (range === 'whole') response.status(200)
  else response.status(206).set('Content-Range', `bytes ${from}-${end - 1}/${sizeBytes}`)
  await sendBytes(response, { ...file, bytes })
}

/** Whether somebody has the beginning of this very file, and asks for the rest. */
export const goesOn = (request: Request, { etag, sizeBytes }: SizedDownload) =>
  request.get('If-Range') === etag && typeof rangeOf(request.get('Range'), sizeBytes) === 'object'

interface Stretch {
  from: number
  end: number
}

/** `whole` also for what is no range, or more than one: nobody has to be given parts. `none`: nothing is there. */
function rangeOf(header: string | undefined, sizeBytes: number): Stretch | 'whole' | 'none' {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return 'whole'
  if (first === '') return Number(last) === 0 ? 'none' : { from: Math.max(sizeBytes - Number(last), 0), end: sizeBytes }
  const [from, end] = [Number(first), last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes)]
  if (last !== '' && Number(last) < from) return 'whole'
  return from < sizeBytes ? { from, end } : 'none'
}
