import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

const address = z.string().check(z.minLength(3), z.maxLength(320), z.regex(/^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$/u))
const note = z.string().check(z.trim(), z.maxLength(200), z.regex(/^[^\p{Cc}\u2028\u2029]*$/u))

/** The addresses by which mail reaches a person. */
export const ownAddresses = z.object({
  main: z.string(),
  items: z.array(
    z.object({
      address: z.string(),
      /** One that is paused refuses mail. */
      isPaused: z.boolean(),
      /** The person made it, and may pause or retire it; the others are the organisation's to change. */
      isOwn: z.boolean(),
      /** Where it is used, in the person's words. */
      note: z.string(),
      /** What whoever writes there is told while it is paused, and was told last where it is not; empty: nothing yet. */
      reply: z.string(),
    }),
  ),
  /** What the person has asked for: it waits, or was refused with these words. */
  requests: z.array(
    z.object({
      id: z.string(),
      address: z.string(),
      note: z.string(),
      askedAtMs: z.int(),
      refusal: z.nullable(z.string()),
    }),
  ),
  /** Null where people make no addresses of their own. `needsApproval`: they ask for them. */
  offer: z.nullable(
    z.object({ domains: z.array(z.string()), most: z.int(), left: z.int(), needsApproval: z.boolean() }),
  ),
})
export type OwnAddresses = z.infer<typeof ownAddresses>

/**
 * Why nothing was changed. `taken`: somebody has it, in whatever way; nobody is told who. `reserved` and `name`: the operator's
 * rules; `many`: as many as one may have; `reply`: the sentence is empty, or has what mail servers do not pass on.
 */
export const addressFault = z.enum(['taken', 'reserved', 'name', 'domain', 'many', 'reply'])
export type AddressFault = z.infer<typeof addressFault>

const changed = z.object({ fault: z.nullable(addressFault), addresses: ownAddresses })
export type ChangedAddresses = z.infer<typeof changed>

export const readOwnAddresses = endpoint({
  name: 'read-own-addresses',
  method: 'GET',
  path: '/api/own-addresses',
  auth: 'session',
  rate: 'read',
  response: ownAddresses,
  problems: ['directory-unavailable'],
})

/** Makes an address `name@domain`, by which mail comes from then on, or asks for it. `not-allowed` where none may be made. */
export const addOwnAddress = endpoint({
  name: 'add-own-address',
  method: 'POST',
  path: '/api/own-addresses',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    name: z.string().check(z.trim(), z.maxLength(64)),
    domain: z.string().check(z.maxLength(253)),
    note,
  }),
  response: changed,
  problems: ['directory-unavailable', 'not-allowed'],
})

/** Notes where an address is used, pauses it with a sentence, or lets it take mail again. `not-allowed`: it is not one the person made. */
export const changeOwnAddress = endpoint({
  name: 'change-own-address',
  method: 'PATCH',
  path: '/api/own-addresses',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    address,
    note: z.optional(note),
    isPaused: z.optional(z.boolean()),
    reply: z.optional(z.string().check(z.trim(), z.maxLength(200))),
  }),
  response: changed,
  problems: ['directory-unavailable', 'not-allowed'],
})

/** Gives an address up: mail to it is refused as to nobody, and others may take it. */
export const retireOwnAddress = endpoint({
  name: 'retire-own-address',
  method: 'POST',
  path: '/api/own-addresses/retire',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ address }),
  response: changed,
  problems: ['directory-unavailable', 'not-allowed'],
})
