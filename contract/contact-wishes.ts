import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

export const mostAskedWishes = 500

export const wish = z.object({
  address: z.string(),
  /** Of the contact; may be empty. */
  name: z.string(),
  prefersPlainText: z.boolean(),
  needsAccessible: z.boolean(),
})
export type Wish = z.infer<typeof wish>

/**
 * How contacts of the person's own like to be written to: of these addresses only those with a wish. Asked for in the body, so that
 * no log of addresses on the way has whom somebody writes to.
 */
export const findWishes = endpoint({
  name: 'find-contact-wishes',
  method: 'POST',
  path: '/api/contacts/wishes',
  auth: 'session',
  rate: 'search',
  body: z.strictObject({
    addresses: z.array(z.string().check(z.minLength(1), z.maxLength(320))).check(z.maxLength(mostAskedWishes)),
  }),
  bodyLimitBytes: 200_000,
  response: z.object({ items: z.array(wish) }),
  problems: [],
})
