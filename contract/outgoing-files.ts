import * as z from 'zod/mini'
import { messageId, partId } from './ids.ts'
import { pictureId } from './rich-text.ts'
import { uploadId } from './uploads.ts'

/** A file that goes along. The upload is taken while it is there, else the part; at least one of them is named. */
export const outgoingFile = z.strictObject({
  uploadId: z.nullable(uploadId),
  /** A part of a message in the mailbox: of the original that is forwarded, or of the saved draft; null: the message as a whole. */
  part: z.nullable(z.strictObject({ messageId, partId: z.nullable(partId) })),
  /** A picture that stands in the formatted text, under the `cid` it has there (RFC 2392). */
  contentId: z.optional(z.string().check(z.regex(pictureId))),
})
export type OutgoingFile = z.infer<typeof outgoingFile>

export const outgoingFiles = z.array(outgoingFile).check(z.maxLength(100))
