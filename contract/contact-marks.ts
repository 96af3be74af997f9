import * as z from 'zod/mini'
import { contact, contactId } from './contacts.ts'
import { endpoint } from './endpoint.ts'

/** The largest photo that is put into a card. */
export const largestPhotoBytes = 300_000

const oneContact = z.strictObject({ contactId })
const version = z.string().check(z.maxLength(100))
const problems = ['not-found', 'not-allowed', 'contact-changed', 'contacts-unavailable'] as const

/** Among the favourites or not, whatever else of the card was changed meanwhile. */
export const markFavourite = endpoint({
  name: 'mark-favourite',
  method: 'POST',
  path: '/api/contacts/:contactId/favourite',
  auth: 'session',
  rate: 'write',
  params: oneContact,
  body: z.strictObject({ isFavourite: z.boolean() }),
  response: contact,
  problems,
})

/** The picture that the card holds, of a kind that browsers show. `version` only tells one from another. */
export const readPhoto = endpoint({
  name: 'read-contact-photo',
  method: 'GET',
  path: '/api/contacts/:contactId/photo',
  auth: 'session',
  rate: 'picture',
  params: oneContact,
  query: z.strictObject({ version: z.optional(version) }),
  response: 'bytes',
  problems: ['not-found'],
})

/** Puts a PNG, JPEG, GIF or WebP picture into the card. `invalid-request` with field `photo`: it is none. */
export const changePhoto = endpoint({
  name: 'change-contact-photo',
  method: 'POST',
  path: '/api/contacts/:contactId/photo',
  auth: 'session',
  rate: 'write',
  params: oneContact,
  query: z.strictObject({ version }),
  rawBody: true,
  response: contact,
  problems: [...problems, 'request-too-large'],
})

/** Takes the photo that is shown out of the card. */
export const removePhoto = endpoint({
  name: 'remove-contact-photo',
  method: 'POST',
  path: '/api/contacts/:contactId/remove-photo',
  auth: 'session',
  rate: 'write',
  params: oneContact,
  body: z.strictObject({ version }),
  response: contact,
  problems,
})
