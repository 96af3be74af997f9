import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId, partId } from './ids.ts'

/** Largest sum of files given out as one archive, in bytes. */
export const archiveLimitBytes = 500_000_000

/** All files of a message that are not shown within its text, as one zip archive named after its subject. */
export const downloadAll = endpoint({
  name: 'download-all',
  method: 'GET',
  path: '/api/messages/:messageId/archive',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId }),
  response: 'bytes',
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone', 'not-found', 'message-too-large'],
})

/**
 * A file as it may be shown in place: a raster picture as it is, up to 15 MB, a PDF file as it is, or the beginning of a text in UTF-8. Type and content
 * must both say so, else `not-found`: then it can only be downloaded.
 */
export const previewPart = endpoint({
  name: 'preview-part',
  method: 'GET',
  path: '/api/messages/:messageId/parts/:partId/preview',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId, partId }),
  response: 'bytes',
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone', 'not-found'],
})

/** Where a text stops being shown, in bytes before decoding. */
export const previewTextBytes = 500_000

/** Larger PDF files are only downloaded, in bytes. */
export const previewPdfBytes = 25_000_000
