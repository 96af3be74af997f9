import * as z from 'zod/mini'
import { contact, contactId } from './contacts.ts'
import { endpoint } from './endpoint.ts'
import { isAddress } from './sending.ts'

/** Of how many people a list may hold. */
export const mostListMembers = 2_000

const member = z.string().check(
  z.minLength(1),
  z.maxLength(400),
  z.refine((text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)),
)

/**
 * Puts people into a list on a card of its own and takes others out, whatever else of the card was changed meanwhile. `people`: by
 * address, as contacts of its book where they are some; `add` and `remove`: as its card names them. `invalid-request` with field
 * `people` where there would be too many.
 */
export const changeListMembers = endpoint({
  name: 'change-list-members',
  method: 'POST',
  path: '/api/contacts/:contactId/members',
  auth: 'session',
  rate: 'write',
  params: z.strictObject({ contactId }),
  body: z.strictObject({
    people: z._default(
      z.array(z.string().check(z.maxLength(320), z.refine(isAddress))).check(z.maxLength(mostListMembers)),
      [],
    ),
    add: z._default(z.array(member).check(z.maxLength(mostListMembers)), []),
    remove: z._default(z.array(member).check(z.maxLength(mostListMembers)), []),
  }),
  bodyLimitBytes: 1_000_000,
  response: contact,
  problems: ['not-found', 'not-allowed', 'contact-changed', 'contacts-unavailable'],
})
