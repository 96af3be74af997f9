import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { passkeyProof, passkeyRequest } from './passkeys.ts'
import { session } from './session.ts'

/** What to sign for coming in without a password. */
export const askForPasskey = endpoint({
  name: 'ask-for-passkey',
  method: 'POST',
  path: '/api/session/passkey/offer',
  auth: 'none',
  rate: 'sign-in',
  response: passkeyRequest,
  problems: ['not-allowed'],
})

/** Signs in by a passkey alone, where the operator allows it. `invalid-request` names `passkey`: unknown here, or not believed. */
export const signInByPasskey = endpoint({
  name: 'sign-in-by-passkey',
  method: 'POST',
  path: '/api/session/passkey',
  auth: 'none',
  rate: 'sign-in',
  body: z.strictObject({ passkey: passkeyProof }),
  response: session,
  problems: [
    'not-allowed',
    'account-unknown',
    'too-many-attempts',
    'mail-server-unavailable',
    'mail-server-not-trusted',
    'directory-unavailable',
  ],
})
