import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId } from './ids.ts'

/**
 * Sends the receipt a message asks for (RFC 8098), because the person said so. It is sent once at most, and from then on the
 * message is marked, as it is with `changeFlags` where the person wants none sent. `not-allowed`: the message asks for none, or
 * has been answered, or its folder takes no mark, so that it would be asked for over and over.
 */
export const sendReceipt = endpoint({
  name: 'send-receipt',
  method: 'POST',
  path: '/api/messages/:messageId/receipt',
  auth: 'session',
  rate: 'send',
  params: z.strictObject({ messageId }),
  /** What the receipt says to people, in the language of whoever sends it. */
  body: z.strictObject({
    subject: z.string().check(z.minLength(1), z.maxLength(900), z.regex(/^[^\r\n\0]*$/)),
    text: z.string().check(z.minLength(1), z.maxLength(5_000)),
  }),
  /** As of `send-message`. */
  response: z.object({ outcome: z.enum(['accepted', 'outcome-unknown']) }),
  problems: [
    'mail-server-unavailable',
    'mail-server-not-trusted',
    'recipients-refused',
    'sender-refused',
    'message-refused',
    'message-gone',
    'not-allowed',
    'already-sending',
  ],
})
