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

/** A mailbox of somebody else's that the person may write from. */
export const writesFor = z.object({
  address: z.string(),
  /** What the directory calls whose it is. */
  name: z.string(),
  /** `as`: the message is theirs. `on-behalf`: it also says who sent it. */
  right: z.enum(['as', 'on-behalf']),
  /** The signature in `items` is the mailbox's, the same for everybody who writes from it and has none of their own there. */
  isShared: z.optional(z.boolean()),
  /** The person may give that signature, and take it back: they may write, delete and expunge in its inbox (RFC 4314). */
  mayShare: z.optional(z.boolean()),
})
export type WritesFor = z.infer<typeof writesFor>

/** Where copies lie of what is sent from the mailbox of another: in Sent of whose it is, of the writer, or of both; or where the mail servers put them. */
export const sentCopies = z.enum(['owner', 'writer', 'both', 'server'])
export type SentCopies = z.infer<typeof sentCopies>

export const identityList = z.object({
  /**
   * One for each address of the directory, in its order, then those of `writesFor`, then those with a tag ("ada+lists@…") the
   * person added.
   */
  items: z.array(identity),
  writesFor: z.array(writesFor),
  /** `owner` where it is not said. */
  sentCopies: z.optional(sentCopies),
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

/**
 * Gives the signature the person has kept for somebody else's mailbox to everybody who writes from it, or makes the one of the
 * mailbox the person's own again and takes it from all others. `sender-refused` for an address of no such mailbox; `not-allowed`
 * where the person may not change things there, and where there is no signature to give.
 */
export const shareSignature = endpoint({
  name: 'share-signature',
  method: 'POST',
  path: '/api/identities/share',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ address, isShared: z.boolean() }),
  response: identityList,
  problems: ['sender-refused', 'not-allowed', 'mail-server-unavailable', 'mail-server-not-trusted'],
})
