import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId, partId } from './ids.ts'
import { address, attachment, bodyText } from './messages.ts'
import type { Protection } from './signatures.ts'

/** A message inside a message, ready to show. HTML is raw and hostile, as that of any message. */
export const nestedMessage = z.object({
  from: z.array(address),
  sender: z.array(address),
  replyTo: z.array(address),
  to: z.array(address),
  cc: z.array(address),
  subject: z.string(),
  /** The Date header, milliseconds since 1970, or null where it cannot be read. */
  sentAtMs: z.nullable(z.int()),
  text: z.nullable(bodyText),
  html: z.nullable(bodyText),
  /** Parts of the message around it, to be had like its own; of a `packed` one files by number (`download-packed`). */
  attachments: z.array(attachment),
  /** What of it is signed or encrypted, as of any message. */
  protection: z.custom<Protection[]>(),
  /** It came as a mere file. */
  packed: z.boolean(),
  /** Not all of it could be read. */
  cut: z.boolean(),
})
export type NestedMessage = z.infer<typeof nestedMessage>

/** Reads a message inside a message; whatever is in it, there is an answer. `not-found`: the message has no such part. */
export const readNestedMessage = endpoint({
  name: 'read-nested-message',
  method: 'GET',
  path: '/api/messages/:messageId/nested/:partId',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId, partId }),
  response: nestedMessage,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone', 'not-found'],
})
