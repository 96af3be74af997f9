import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId, partId } from './ids.ts'
import { bodyText } from './messages.ts'

export const packedFile = z.object({
  /** Its number in the file around it, from 1. */
  number: z.int(),
  /** Cleaned as names of attachments are. */
  name: z.string(),
  type: z.string(),
  sizeBytes: z.int(),
})
export type PackedFile = z.infer<typeof packedFile>

/** What a `winmail.dat` holds (MS-OXTNEF). */
export const packedFiles = z.object({
  /** At most 200. */
  files: z.array(packedFile),
  /** The text, which the message around it may not have; HTML is raw and hostile. */
  text: z.nullable(bodyText),
  html: z.nullable(bodyText),
  /** Not all of it could be read. */
  cut: z.boolean(),
})
export type PackedFiles = z.infer<typeof packedFiles>

const mailProblems = ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone', 'not-found'] as const

/** Looks into a `winmail.dat`; whatever is in it, there is an answer. */
export const listPacked = endpoint({
  name: 'list-packed',
  method: 'GET',
  path: '/api/messages/:messageId/packed/:partId',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId, partId }),
  response: packedFiles,
  problems: mailProblems,
})

/** One file out of a `winmail.dat` or of a message that came as a mere file, always as a download. */
export const downloadPacked = endpoint({
  name: 'download-packed',
  method: 'GET',
  path: '/api/messages/:messageId/packed/:partId/:number',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId, partId, number: z.string().check(z.regex(/^\d{1,4}$/)) }),
  response: 'bytes',
  problems: mailProblems,
})
