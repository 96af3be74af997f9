import * as z from 'zod/mini'

/**
 * For whom a person allowed pictures from other sites: one message, everything from one address, or everything from one domain
 * (not from those below it). Senders and domains are what messages say they are: nothing here proves it.
 */
export const pictureConsentKind = z.enum(['message', 'sender', 'domain'])
export type PictureConsentKind = z.infer<typeof pictureConsentKind>

const lineOf = (longest: number) =>
  z.string().check(
    z.trim(),
    z.normalize('NFC'),
    z.maxLength(longest),
    z.refine((text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)),
  )

export const consentParts = {
  kind: pictureConsentKind,
  /** The message's `pictureMark`, the address, or the domain. Case makes no difference in the latter two. */
  value: lineOf(320).check(z.minLength(1)),
  /** What to call it in the list of what is allowed: the subject of a message; empty for the other two. */
  name: lineOf(300),
}

export const pictureConsent = z.object({ id: z.string(), ...consentParts })
export type PictureConsent = z.infer<typeof pictureConsent>
