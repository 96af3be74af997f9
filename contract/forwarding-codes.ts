import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { forwardingState } from './forwarding.ts'

/* Codes by which whoever reads at an address outside shows that mail may be forwarded there. */

/** One of those that wait. */
const address = z.string().check(z.maxLength(254))

const problems = [
  'not-found',
  'rules-changed',
  'rules-refused',
  'mailbox-full',
  'directory-unavailable',
  'mail-server-unavailable',
  'mail-server-not-trusted',
] as const

/**
 * Mails a new code, in place of the one before. `not-found` for an address that does not wait; `too-many-requests` says when there
 * may be another.
 */
export const sendForwardingCode = endpoint({
  name: 'send-forwarding-code',
  method: 'POST',
  path: '/api/forwarding/codes',
  auth: 'session',
  rate: 'send',
  body: z.strictObject({ address }),
  response: forwardingState,
  problems: [...problems, 'recipients-refused', 'sender-refused', 'message-refused'],
})

/** Mail goes there from now on. `invalid-request`: `wrong-code` of `code`, `too-many` for one that counts no more. */
export const confirmForwarding = endpoint({
  name: 'confirm-forwarding',
  method: 'POST',
  path: '/api/forwarding/confirm',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    address,
    /** Blanks and hyphens in it do not count. */
    code: z.string().check(
      z.maxLength(40),
      z.overwrite((text) => text.replace(/[\s-]/g, '')),
      z.regex(/^\d{8}$/),
    ),
  }),
  response: forwardingState,
  problems,
})

/** Takes the address out of forwarding and the out of office; filters that forward there are turned off. Its code counts no more. */
export const takeBackForwarding = endpoint({
  name: 'take-back-forwarding',
  method: 'POST',
  path: '/api/forwarding/take-back',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ address }),
  response: forwardingState,
  problems,
})
