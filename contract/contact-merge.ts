import * as z from 'zod/mini'
import { contact, contactId, shownFields } from './contacts.ts'
import { endpoint } from './endpoint.ts'

/** Contacts that may be one person, and what would come of putting them together. */
export const duplicate = z.object({
  contacts: z.array(contact),
  /** By which they were found. */
  reason: z.enum(['address', 'name']),
  merged: shownFields,
})
export type Duplicate = z.infer<typeof duplicate>

/** Contacts of the person's own book that have an address or their whole name in common, at most 50 times some; `total` of all. */
export const listDuplicates = endpoint({
  name: 'list-duplicates',
  method: 'GET',
  path: '/api/contact-duplicates',
  auth: 'session',
  rate: 'search',
  response: z.object({ items: z.array(duplicate), total: z.int() }),
  problems: [],
})

/**
 * Puts a new contact in the place of these, with all that any of them says; they are deleted, and can be brought back for a day.
 * `contact-changed`: one of them is another by now, or gone; nothing is done.
 */
export const mergeContacts = endpoint({
  name: 'merge-contacts',
  method: 'POST',
  path: '/api/contact-duplicates/merge',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    contacts: z
      .array(z.strictObject({ id: contactId, version: z.string().check(z.maxLength(100)) }))
      .check(z.minLength(2), z.maxLength(20)),
  }),
  response: z.object({ contact, ids: z.array(contactId) }),
  problems: ['contact-changed'],
})
