import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

export const providerParams = z.strictObject({ providerId: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)) })

/** Leads to the identity provider. A link or an address bar comes here; `next` is the path of ours to go on at. */
export const beginSingleSignOn = endpoint({
  name: 'begin-single-sign-on',
  method: 'GET',
  path: '/api/sign-in/:providerId',
  auth: 'none',
  rate: 'sign-in',
  params: providerParams,
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
  params: providerParams,
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
