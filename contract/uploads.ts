import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

export const uploadId = z.string().check(z.regex(/^[\w-]{20,40}$/))

export const uploadRules = z.object({
  /** Largest message that can be sent, encoded, in bytes: ours or the submission server's limit, whichever is less. */
  messageBytes: z.int(),
  /** How much one person may have lying here at a time, in bytes. */
  perPersonBytes: z.int(),
  /** Endings of file names that are not taken, in small letters, with the dot. */
  blockedEndings: z.array(z.string()),
})
export type UploadRules = z.infer<typeof uploadRules>

/** What files may be attached, known before one is uploaded. */
export const readUploadRules = endpoint({
  name: 'read-upload-rules',
  method: 'GET',
  path: '/api/uploads/rules',
  auth: 'session',
  rate: 'read',
  response: uploadRules,
  problems: [],
})

/** Announces a file, so that what cannot be taken is refused before a byte of it has gone out. */
export const startUpload = endpoint({
  name: 'start-upload',
  method: 'POST',
  path: '/api/uploads',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    name: z.string().check(z.minLength(1), z.maxLength(500)),
    sizeBytes: z.int().check(z.minimum(0)),
  }),
  response: z.object({ uploadId, name: z.string() }),
  problems: ['file-type-refused', 'message-too-large', 'uploads-full'],
})

export const uploadedFile = z.object({
  /** By its name and its first bytes; what the browser says is not asked. */
  type: z.string(),
  sizeBytes: z.int(),
})

/**
 * The bytes of a file that was announced, exactly as many as it said. May be repeated after a cut. What is not sent is forgotten
 * after a day.
 */
export const uploadContent = endpoint({
  name: 'upload-content',
  method: 'POST',
  path: '/api/uploads/:uploadId/content',
  auth: 'session',
  rate: 'write',
  params: z.strictObject({ uploadId }),
  rawBody: true,
  response: uploadedFile,
  problems: ['file-gone', 'file-type-refused'],
})

export const deleteUpload = endpoint({
  name: 'delete-upload',
  method: 'DELETE',
  path: '/api/uploads/:uploadId',
  auth: 'session',
  rate: 'write',
  params: z.strictObject({ uploadId }),
  response: 'empty',
  problems: [],
})
