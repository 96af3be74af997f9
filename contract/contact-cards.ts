import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId, partId } from './ids.ts'

/** One person or organisation of a contact file (RFC 6350, RFC 2426). All texts are hostile. */
export const contactCard = z.object({
  /** Empty where the card gives none. */
  name: z.string(),
  organisation: z.string(),
  title: z.string(),
  mails: z.array(z.string()),
  telephones: z.array(z.object({ number: z.string(), kind: z.enum(['mobile', 'home', 'work', 'fax', 'other']) })),
  address: z.string(),
  web: z.string(),
  note: z.string(),
})
export type ContactCard = z.infer<typeof contactCard>

export const contactCards = z.object({
  /** At most 20; `count` is how many there are. */
  cards: z.array(contactCard),
  count: z.int(),
  /** There is more in it than is read, or not all of it could be. */
  cut: z.boolean(),
})
export type ContactCards = z.infer<typeof contactCards>

/** Reads a contact file in a message; whatever is in it, there is an answer. `not-found`: the message has no such part. */
export const readContactCards = endpoint({
  name: 'read-contact-cards',
  method: 'GET',
  path: '/api/messages/:messageId/contact-cards/:partId',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId, partId }),
  response: contactCards,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone', 'not-found'],
})
