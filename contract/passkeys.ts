import * as z from 'zod/mini'

/** What the browser's own passkey dialog gives back (WebAuthn level 3, section 5.1), base64url, without what nobody reads. */
const letters = (most: number) => z.string().check(z.regex(/^[\w-]+$/), z.maxLength(most))

/** Where a passkey is, as the browser says: a hint for the next time. */
export const transports = z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']))

/** By which the person will know it again. */
export const passkeyName = z.string().check(z.trim(), z.maxLength(60), z.regex(/^[^\p{Cc}]+$/u))

/** Of the passkey itself, by its authenticator. */
export const passkeyId = letters(1400)

/** What has to be signed, by which passkeys; none named: by any that the person has for this site. */
export const passkeyRequest = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.number(),
  userVerification: z.enum(['required', 'preferred']),
  allowCredentials: z.array(z.object({ id: z.string(), type: z.literal('public-key'), transports })),
})
export type PasskeyRequest = z.infer<typeof passkeyRequest>

/** That a passkey is at hand: an answer to a `PasskeyRequest`. */
export const passkeyProof = z.strictObject({
  id: passkeyId,
  clientDataJSON: letters(8192),
  authenticatorData: letters(8192),
  signature: letters(8192),
  userHandle: z.optional(letters(100)),
})
export type PasskeyProof = z.infer<typeof passkeyProof>

/** How a passkey is to be made. */
export const passkeyWish = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal('public-key') })),
  timeout: z.number(),
  excludeCredentials: z.array(z.object({ id: z.string(), type: z.literal('public-key'), transports })),
  authenticatorSelection: z.object({
    residentKey: z.enum(['required', 'preferred']),
    userVerification: z.enum(['required', 'preferred']),
  }),
  attestation: z.literal('none'),
})
export type PasskeyWish = z.infer<typeof passkeyWish>

/** A passkey that was made: an answer to a `PasskeyWish`. */
export const newPasskey = z.strictObject({
  id: passkeyId,
  clientDataJSON: letters(8192),
  attestationObject: letters(32_768),
  transports,
})
export type NewPasskey = z.infer<typeof newPasskey>
