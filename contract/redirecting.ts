import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId } from './ids.ts'
import { outgoingMessage, sendResult, waitingMessage } from './sending.ts'

/**
 * Sends a message on unchanged, under the name of the person (RFC 5322, 3.6.6): its author stays its author, and answers go
 * there. The same `idempotencyKey` never sends twice. What only its sender was to see (Bcc) does not go along. With `undoSeconds` it
 * waits in the outbox for so long.
 */
export const redirectMessage = endpoint({
  name: 'redirect-message',
  method: 'POST',
  path: '/api/messages/:messageId/redirect',
  auth: 'session',
  rate: 'send',
  params: z.strictObject({ messageId }),
  body: z.strictObject({
    idempotencyKey: outgoingMessage.shape.idempotencyKey,
    from: outgoingMessage.shape.from,
    to: outgoingMessage.shape.to.check(z.minLength(1)),
    undoSeconds: z.optional(z.int().check(z.minimum(1), z.maximum(120))),
  }),
  response: z.union([sendResult, waitingMessage]),
  problems: [
    'mail-server-unavailable',
    'mail-server-not-trusted',
    'recipients-refused',
    'sender-refused',
    'message-refused',
    'message-too-large',
    'message-gone',
    'already-sending',
    'outbox-full',
    'too-late',
  ],
})
