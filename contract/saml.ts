import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { finishSingleSignOn, providerParams } from './single-sign-on.ts'

/** What a SAML provider has to know of us (SAML metadata, section 2.4.4). */
export const readSamlMetadata = endpoint({
  name: 'read-saml-metadata',
  method: 'GET',
  path: '/api/sign-in/:providerId/metadata',
  auth: 'none',
  rate: 'provider',
  params: providerParams,
  response: 'xml',
  problems: ['not-found'],
})

/** Where a SAML provider's page posts its answer to, by a form in the browser (SAML bindings, section 3.5). */
export const finishSaml = endpoint({
  name: 'finish-saml',
  method: 'POST',
  path: '/api/sign-in/:providerId/answer',
  auth: 'none',
  rate: 'sign-in',
  asks: 'another-site',
  params: providerParams,
  body: z.object({
    SAMLResponse: z.string().check(z.minLength(1), z.maxLength(256_000)),
    RelayState: z.optional(z.string().check(z.maxLength(200))),
  }),
  bodyLimitBytes: 400_000,
  response: 'redirect',
  problems: finishSingleSignOn.problems,
})

/**
 * Where a SAML provider sends the browser when it signs somebody out (`SAMLRequest`, signed), and when it has signed somebody
 * out whom we sent there (`SAMLResponse`, which changes nothing here any more).
 */
export const samlSignOut = endpoint({
  name: 'saml-sign-out',
  method: 'GET',
  path: '/api/sign-in/:providerId/sign-out',
  auth: 'none',
  rate: 'provider',
  asks: 'another-site-in-a-frame',
  params: providerParams,
  query: z.record(z.string(), z.string().check(z.maxLength(16_000))),
  response: 'redirect',
  problems: ['not-found', 'provider-unavailable', 'provider-refused'],
})
