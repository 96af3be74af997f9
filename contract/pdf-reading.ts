import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId, partId } from './ids.ts'

/** Files larger than this are not looked into: they would be fetched whole for a word about them. */
export const lookedIntoBytes = 5_000_000

/**
 * What a PDF file has for people who do not see it (ISO 14289-1). `tagged`: order, headings and descriptions are there, as far as its
 * maker cared. `untagged`: text without any. `no-text`: pictures of pages alone. `unknown`: encrypted, damaged, too large, or no PDF at all.
 */
export const pdfReading = z.object({ reading: z.enum(['tagged', 'untagged', 'no-text', 'unknown']) })
export type PdfReading = z.infer<typeof pdfReading>['reading']

/** Looks into a PDF file of a message, whatever it is declared as; nothing in it is run or shown. */
export const readPdf = endpoint({
  name: 'read-pdf',
  method: 'GET',
  path: '/api/messages/:messageId/parts/:partId/pdf-reading',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId, partId }),
  response: pdfReading,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone', 'not-found'],
})
