import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId } from './ids.ts'
import { consentParts, pictureConsent } from './picture-consent.ts'

/** What the person allowed, the latest first. */
export const listPictureConsents = endpoint({
  name: 'list-picture-consents',
  method: 'GET',
  path: '/api/picture-consents',
  auth: 'session',
  rate: 'read',
  response: z.object({ items: z.array(pictureConsent) }),
  problems: [],
})

/**
 * Allows pictures; what is allowed already is answered as it is. Of single messages the latest 200 are kept, of senders and
 * domains at most 200 can be allowed, else `not-allowed`.
 */
export const allowPictures = endpoint({
  name: 'allow-pictures',
  method: 'POST',
  path: '/api/picture-consents',
  auth: 'session',
  rate: 'write',
  body: z.strictObject(consentParts).check(
    z.refine(({ kind, value }) => kind !== 'sender' || /^[^\s@]+@[^\s@]+$/.test(value), { path: ['value'] }),
    z.refine(({ kind, value }) => kind !== 'domain' || /^[^\s@.]+(?:\.[^\s@.]+)+$/.test(value), { path: ['value'] }),
  ),
  response: pictureConsent,
  problems: ['not-allowed'],
})

/** Takes it back, at once also for what is being shown; one that is not there is no failure. */
export const revokePictures = endpoint({
  name: 'revoke-pictures',
  method: 'DELETE',
  path: '/api/picture-consents/:consentId',
  auth: 'session',
  rate: 'write',
  params: z.strictObject({ consentId: z.string().check(z.regex(/^[\w-]{1,40}$/)) }),
  response: 'empty',
  problems: [],
})

/**
 * Tickets for pictures of one message, in the order asked; null for an address the message does not name. A ticket is good for
 * this session, for an hour, and for as long as the consent stands. `not-allowed`: nothing allows pictures of this message.
 */
export const signPictures = endpoint({
  name: 'sign-pictures',
  method: 'POST',
  path: '/api/messages/:messageId/pictures',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId }),
  body: z.strictObject({
    addresses: z.array(z.string().check(z.minLength(1), z.maxLength(2_048))).check(z.minLength(1), z.maxLength(300)),
  }),
  bodyLimitBytes: 1_000_000,
  response: z.object({ tickets: z.array(z.nullable(z.string())) }),
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone', 'not-allowed'],
})

/**
 * One picture from another site, fetched by the server: PNG, JPEG, GIF, WebP or AVIF by its content. `not-found` for a ticket
 * that is not good (any more), `picture-refused` for every reason not to fetch or to pass on what was fetched.
 */
export const fetchPicture = endpoint({
  name: 'fetch-picture',
  method: 'GET',
  path: '/api/pictures/:ticket',
  auth: 'session',
  rate: 'picture',
  params: z.strictObject({ ticket: z.string().check(z.regex(/^[\w.-]{1,6000}$/)) }),
  response: 'bytes',
  problems: ['not-found', 'picture-refused'],
})
