import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId, partId } from './ids.ts'

/**
 * What of a message is signed or encrypted, as its structure says; whether a signature holds is another question.
 * `opaque`: the content stands inside the signature. `certificates`, `compressed`: S/MIME without anything signed.
 */
export interface Protection {
  kind: 'signed' | 'opaque' | 'encrypted' | 'compressed' | 'certificates'
  method: 'smime' | 'openpgp'
  /** The part a signature is in, to ask about; empty where it stands within the text, or inside another layer or file. */
  partId: string
  /** There is nothing else to read in the message: what is signed is all of it but its header. */
  whole: boolean
}

/**
 * `valid`: unchanged, by whom `signer` says, who is the one sender, and vouched for by an authority the operator trusts.
 * `changed`, `weak`, `damaged`, `unknown-algorithm`: nothing at all is proved. The others: unchanged, but who signed is not certain.
 * `too-large` was not looked at. `encrypted`, `certificates`: there is no signature in it.
 */
export const signatureVerdict = z.enum([
  'valid',
  'other-address',
  'issuer-unknown',
  'no-authorities',
  'expired',
  'not-yet-valid',
  'wrong-purpose',
  'changed',
  'weak',
  'damaged',
  'unknown-algorithm',
  'too-large',
  'encrypted',
  'certificates',
])
export type SignatureVerdict = z.infer<typeof signatureVerdict>

export const signatureCheck = z.object({
  verdict: signatureVerdict,
  /** As the certificate says, plain text of at most 200 characters each; null where it could not be read. */
  signer: z.nullable(
    z.object({
      name: z.string(),
      addresses: z.array(z.string()),
      issuer: z.string(),
      validFromMs: z.int(),
      validUntilMs: z.int(),
    }),
  ),
  /** When it was signed by the signer's own clock, milliseconds since 1970, where the signature says so. */
  signedAtMs: z.nullable(z.int()),
  /** The certificates were judged as of then and not as of now: the time of signing lies within their validity. */
  asOfSigning: z.boolean(),
})
export type SignatureCheck = z.infer<typeof signatureCheck>

/** Checks an S/MIME signature (RFC 8551); whatever is in it, there is an answer. `not-found`: the message has no such one. */
export const checkSignature = endpoint({
  name: 'check-signature',
  method: 'GET',
  path: '/api/messages/:messageId/signatures/:partId',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId, partId }),
  response: signatureCheck,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone', 'not-found'],
})
