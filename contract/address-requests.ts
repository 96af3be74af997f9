import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { addressFault, ownAddresses } from './own-addresses.ts'

const id = z.uuid()

/** What waits for whoever approves addresses; `isOffered` is false for everybody else. */
const addressDesk = z.object({
  isOffered: z.boolean(),
  items: z.array(
    z.object({
      id: z.string(),
      address: z.string(),
      /** What it is for, in the words of who asks. */
      note: z.string(),
      name: z.string(),
      main: z.string(),
      askedAtMs: z.int(),
      /** The person's own: somebody else answers it. */
      isOwn: z.boolean(),
    }),
  ),
})
export type AddressDesk = z.infer<typeof addressDesk>

/** Takes back what was asked for, or puts away that it was refused. What is not there is no failure. */
export const dropAddressRequest = endpoint({
  name: 'drop-address-request',
  method: 'POST',
  path: '/api/own-addresses/requests/drop',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ id }),
  response: ownAddresses,
  problems: ['directory-unavailable'],
})

export const readAddressDesk = endpoint({
  name: 'read-address-desk',
  method: 'GET',
  path: '/api/address-desk',
  auth: 'session',
  rate: 'read',
  response: addressDesk,
  problems: ['directory-unavailable'],
})

/**
 * Approves what somebody asked for, or refuses it with these words; the person is told by mail. All rules are asked again: with a
 * `fault` it still waits. `not-allowed`: the person does not approve, or it is their own; `not-found`: it waits no more.
 */
export const answerAddressRequest = endpoint({
  name: 'answer-address-request',
  method: 'POST',
  path: '/api/address-desk/answer',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    id,
    /** Null approves. */
    refusal: z.nullable(
      z.string().check(z.trim(), z.minLength(1), z.maxLength(200), z.regex(/^[^\p{Cc}\u2028\u2029]*$/u)),
    ),
  }),
  response: z.object({ fault: z.nullable(addressFault), desk: addressDesk }),
  problems: ['directory-unavailable', 'not-allowed', 'not-found'],
})
