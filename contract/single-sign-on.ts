import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

const provider = z.strictObject({ providerId: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)) })

/** Leads to the identity provider. A link or an address bar comes here; `next` is the path of ours to go on at. */
export const beginSingleSignOn = endpoint({
  name: 'begin-single-sign-on',
  method: 'GET',
  path: '/api/sign-in/:providerId',
  auth: 'none',
  rate: 'sign-in',
  params: provider,
  query: z.strictObject({ next: z.optional(z.string().check(z.maxLength(2_000))) }),
  response: 'redirect',
  problems: ['not-found', 'provider-unavailable'],
})

/** Where the provider sends the browser back to, with its answer as parameters (OpenID Connect Core, section 3.1.2.5). */
export const finishSingleSignOn = endpoint({
  name: 'finish-single-sign-on',
  method: 'GET',
  path: '/api/sign-in/:providerId/answer',
  auth: 'none',
  rate: 'sign-in',
  asks: 'another-site',
  params: provider,
  query: z.record(z.string(), z.string().check(z.maxLength(8_000))),
  response: 'redirect',
  problems: [
    'not-found',
    'provider-unavailable',
    'provider-refused',
    'sign-in-expired',
    'account-unknown',
    'directory-unavailable',
    'mail-server-unavailable',
    'mail-server-not-trusted',
  ],
})

/** The provider itself says that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0). */
export const providerSignOut = endpoint({
  name: 'provider-sign-out',
  method: 'POST',
  path: '/api/sign-in/:providerId/sign-out',
  auth: 'none',
  rate: 'provider',
  asks: 'another-server',
  params: provider,
  body: z.object({ logout_token: z.string().check(z.minLength(1), z.maxLength(16_000)) }),
  response: 'empty',
  problems: ['not-found', 'provider-unavailable'],
})

/** Ends a session that began at a provider, and says where to go to sign out there as well. */
export const leaveProvider = endpoint({
  name: 'leave-provider',
  method: 'POST',
  path: '/api/session/leave-provider',
  auth: 'session',
  rate: 'write',
  response: z.object({
    /** The provider's page that ends its own session; null where it has none or cannot be asked. */
    address: z.nullable(z.string()),
  }),
  problems: [],
})
