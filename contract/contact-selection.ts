import * as z from 'zod/mini'
import { contactChoice, contactId, mostOfContacts } from './contacts.ts'
import { endpoint } from './endpoint.ts'

/** So many contacts are put into a group with one request. */
export const mostGroupedAtOnce = 500

const ids = z.object({ ids: z.array(contactId) })

/** All that fit, by name: what `list-contacts` gives in stretches. */
export const listContactIds = endpoint({
  name: 'list-contact-ids',
  method: 'GET',
  path: '/api/contact-ids',
  auth: 'session',
  rate: 'search',
  query: z.strictObject(contactChoice),
  response: ids,
  problems: [],
})

/** These contacts as one file of vCards, each with every property it has. */
export const exportSomeContacts = endpoint({
  name: 'export-some-contacts',
  method: 'POST',
  path: '/api/contacts/export',
  auth: 'session',
  rate: 'read',
  body: z.strictObject({ ids: z.array(contactId).check(z.minLength(1), z.maxLength(mostOfContacts.count)) }),
  bodyLimitBytes: 1_000_000,
  response: 'bytes',
  problems: [],
})

/**
 * Puts contacts into a group or takes them out, and gives those that were not (or were) in it before. What is a list of people,
 * is in as many groups as one can be or is not there any more stays as it is; a problem only where none could be changed.
 */
export const changeGroup = endpoint({
  name: 'change-contact-group',
  method: 'POST',
  path: '/api/contacts/group',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    ids: z.array(contactId).check(z.minLength(1), z.maxLength(mostGroupedAtOnce)),
    group: z.string().check(
      z.trim(),
      z.normalize('NFC'),
      z.minLength(1),
      z.maxLength(80),
      z.refine((text) => !/[,\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)),
    ),
    isIn: z.boolean(),
  }),
  bodyLimitBytes: 100_000,
  response: ids,
  problems: ['not-allowed', 'contact-changed', 'contacts-unavailable'],
})
