import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/** What a message asks for on its way. */
export const sendingOptions = z.strictObject({
  /** As the message says of itself (Importance, RFC 2156, 5.3.4). */
  importance: z.enum(['high', 'normal', 'low']),
  /** Whoever reads it is asked to say so (RFC 8098). */
  readReceipt: z.boolean(),
  /** Mail servers are asked to report that it was delivered (RFC 3461), where they can. */
  deliveryReport: z.boolean(),
})
export type SendingOptions = z.infer<typeof sendingOptions>

/** What the submission server can do beyond sending. */
export const readSendingOffers = endpoint({
  name: 'read-sending-offers',
  method: 'GET',
  path: '/api/send/offers',
  auth: 'session',
  rate: 'read',
  response: z.object({ deliveryReports: z.boolean() }),
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})
