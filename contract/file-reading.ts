import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId, partId } from './ids.ts'

/** Files larger than this are not looked into: they would be fetched whole for a few words about them. */
export const lookedIntoBytes = 5_000_000

/** The longest title that is told, in UTF-16 units. */
export const longestTitle = 200

/**
 * What a file has for people who do not see it, as it says itself; its kind by its content, whatever it is declared as. Null is what is
 * not known, or does not apply to its kind; all is null of a file that is encrypted, damaged, too large or of another kind.
 */
export const fileReading = z.object({
  kind: z.nullable(z.enum(['pdf', 'document', 'spreadsheet', 'presentation'])),
  /** False where there are pictures alone, as in a scan. */
  hasText: z.nullable(z.boolean()),
  /** Of a PDF file: order, headings and descriptions are there (ISO 14289-1), as far as its maker cared. */
  isTagged: z.nullable(z.boolean()),
  /** Empty where it says none. */
  title: z.nullable(z.string().check(z.maxLength(longestTitle))),
  /** BCP 47 tag, or empty where it says none. */
  language: z.nullable(z.string()),
  /** Headings of a document, marked header rows of a spreadsheet. */
  hasHeadings: z.nullable(z.boolean()),
  untitledSlides: z.nullable(z.number()),
  undescribedPictures: z.nullable(z.number()),
})
export type FileReading = z.infer<typeof fileReading>

/** Looks into a PDF or office file of a message; nothing in it is run or shown. */
export const readFile = endpoint({
  name: 'read-file',
  method: 'GET',
  path: '/api/messages/:messageId/parts/:partId/file-reading',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId, partId }),
  response: fileReading,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone', 'not-found'],
})
