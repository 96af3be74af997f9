import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { isRichDocument, type RichDocument } from './rich-text.ts'
import { isAddress } from './sending.ts'

const most = { text: 10_000, document: 50_000 }

const address = z.string().check(
  z.maxLength(320),
  z.refine((text) => isAddress(text)),
)

/** One line as a person typed it, trimmed and in NFC. */
const line = z.string().check(
  z.trim(),
  z.normalize('NFC'),
  z.maxLength(200),
  z.refine((text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)),
)

const signatureDocument = z
  .custom<RichDocument>(isRichDocument)
  .check(z.refine((document) => JSON.stringify(document).length <= most.document))

/** How a person writes from one of their addresses. */
export const identity = z.strictObject({
  address,
  /** What stands before the address; empty for the name of the directory. */
  name: line,
  /** Where answers go; empty for the address itself. */
  replyTo: z.union([z.literal(''), address]),
  /** Its words, without the mark "-- " before them; empty where there is none. */
  signature: z.string().check(z.maxLength(most.text)),
  /** The same with formatting; null where it has none. */
  signatureDocument: z.nullable(signatureDocument),
  /** Whether the signature of an answer stands above what is quoted, or below. */
  place: z.enum(['above', 'below']),
})
export type Identity = z.infer<typeof identity>

export const identityList = z.object({
  /** One for each address of the directory, in its order, then those with a tag ("ada+lists@…") the person added. */
  items: z.array(identity),
  /** The address new messages are written from. */
  defaultAddress: z.string(),
})
export type IdentityList = z.infer<typeof identityList>

export const listIdentities = endpoint({
  name: 'list-identities',
  method: 'GET',
  path: '/api/identities',
  auth: 'session',
  rate: 'read',
  response: identityList,
  problems: [],
})

/**
 * Keeps how the person writes from an address: one of their own, or such a one with a tag. `sender-refused` for any other,
 * `not-allowed` beyond 50 addresses.
 */
export const saveIdentity = endpoint({
  name: 'save-identity',
  method: 'POST',
  path: '/api/identities',
  auth: 'session',
  rate: 'write',
  body: identity,
  bodyLimitBytes: 200_000,
  response: identityList,
  problems: ['sender-refused', 'not-allowed'],
})

/** Takes away an address with a tag; of an address of the directory what was kept. What is not kept is no failure. */
export const deleteIdentity = endpoint({
  name: 'delete-identity',
  method: 'POST',
  path: '/api/identities/delete',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ address }),
  response: identityList,
  problems: [],
})

/** New messages are written from this address from then on. `sender-refused` where it is none of the person's. */
export const chooseDefaultIdentity = endpoint({
  name: 'choose-default-identity',
  method: 'POST',
  path: '/api/identities/default',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ address }),
  response: identityList,
  problems: ['sender-refused'],
})
