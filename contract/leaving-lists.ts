import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId } from './ids.ts'

/**
 * Takes the person off the list a message came by, with the one POST the list asks for (RFC 8058). `done: false` when the list
 * did not answer that it is done. `not-allowed`: the message offers no such way.
 */
export const leaveList = endpoint({
  name: 'leave-list',
  method: 'POST',
  path: '/api/messages/:messageId/leave-list',
  auth: 'session',
  rate: 'send',
  params: z.strictObject({ messageId }),
  body: z.strictObject({}),
  response: z.object({ done: z.boolean() }),
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone', 'not-allowed'],
})
