import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { passkeyName, passkeyProof } from './passkeys.ts'
import { secondStepCode } from './second-step.ts'

const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))

const appPassword = z.object({
  id: z.string(),
  /** As the person named it. */
  name: z.string(),
  madeOn: day,
  /** Null until it is used. */
  usedOn: z.nullable(day),
})
export type AppPassword = z.infer<typeof appPassword>

const appPasswords = z.object({
  /** What a program is told; null where address books are not opened to other programs. */
  contacts: z.nullable(
    z.object({
      /** Where it begins (CardDAV). */
      address: z.string(),
      /** The name it signs in with. */
      user: z.string(),
    }),
  ),
  /**
   * What has to be shown for a new one: the password, with what there is of a second step; or for those who signed in at an identity provider, that this
   * was a moment ago.
   */
  asks: z.enum(['password', 'password-and-code', 'password-and-code-or-passkey', 'nothing', 'new-sign-in']),
  /** The oldest first. */
  items: z.array(appPassword),
})
export type AppPasswords = z.infer<typeof appPasswords>

export const readAppPasswords = endpoint({
  name: 'read-app-passwords',
  method: 'GET',
  path: '/api/app-passwords',
  auth: 'session',
  rate: 'read',
  response: appPasswords,
  problems: [],
})

/**
 * Makes a password for one program. It is told this once. `invalid-request` names `name` (there are as many as there may be), `code` or `proof`;
 * `not-allowed` where the person has to sign in at the provider first, or programs are not let in.
 */
export const makeAppPassword = endpoint({
  name: 'make-app-password',
  method: 'POST',
  path: '/api/app-passwords',
  auth: 'session',
  rate: 'sign-in',
  body: z.strictObject({
    name: passkeyName,
    password: z.optional(z.string().check(z.minLength(1), z.maxLength(1024), z.regex(/^[^\r\n\0]+$/))),
    code: z.optional(secondStepCode),
    proof: z.optional(passkeyProof),
  }),
  response: z.object({ password: z.string(), state: appPasswords }),
  problems: [
    ...(['not-allowed', 'wrong-credentials', 'too-many-attempts'] as const),
    ...(['mail-server-unavailable', 'mail-server-not-trusted'] as const),
  ],
})

/** It counts no more, at once. One that is gone is no failure. */
export const endAppPassword = endpoint({
  name: 'end-app-password',
  method: 'DELETE',
  path: '/api/app-passwords/:passwordId',
  auth: 'session',
  rate: 'write',
  params: z.strictObject({ passwordId: z.string().check(z.regex(/^[\w-]{16}$/)) }),
  response: appPasswords,
  problems: [],
})
