import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { newPasskey, passkeyId, passkeyName, passkeyProof, passkeyRequest, passkeyWish } from './passkeys.ts'

/** Six digits of an authenticator app, or twelve of a recovery code; spaces and hyphens do not count. */
export const secondStepCode = z.string().check(z.regex(/^[\d\s-]{6,64}$/))

/** A secret that the server has made and not yet kept, sealed for the person it was made for; ten minutes. */
export const secondStepTicket = z.string().check(z.regex(/^[\w.-]{1,2048}$/))

const secondStepOffer = z.object({
  /** The secret of the app in Base32, to be copied or typed. */
  secret: z.string(),
  /** The same for an app on this device: `otpauth://totp/…`. */
  address: z.string(),
  /** Each stands in for one code, once. They count from the moment the first code has been right. */
  recoveryCodes: z.array(z.string()),
  ticket: z.string(),
})
export type SecondStepOffer = z.infer<typeof secondStepOffer>

const passkey = z.object({
  id: passkeyId,
  /** As the person named it. */
  name: z.string(),
  madeAtMs: z.int(),
  /** Null until it is used. */
  usedAtMs: z.nullable(z.int()),
  /** Its counter went back: there may be a copy of it, and it is taken no more. */
  isDoubtful: z.boolean(),
})
export type Passkey = z.infer<typeof passkey>

const secondStep = z.object({
  /** What the operator says: nobody has one, people may have one, everybody must. */
  mode: z.enum(['off', 'offered', 'required']),
  /** False for those who signed in at an identity provider, whose business it is then. */
  isForPassword: z.boolean(),
  /** Since when there is an authenticator app, in milliseconds since 1970; null where there is none. */
  setUpAtMs: z.nullable(z.int()),
  /** The oldest first. */
  passkeys: z.array(passkey),
  /** False where this site's address has no name that a passkey could belong to. */
  takesPasskeys: z.boolean(),
  /** Whether a passkey opens the mail without the password as well. */
  isPasskeyEnough: z.boolean(),
  recoveryCodesLeft: z.int(),
})
export type SecondStep = z.infer<typeof secondStep>

export const readSecondStep = endpoint({
  name: 'read-second-step',
  method: 'GET',
  path: '/api/second-step',
  auth: 'session',
  rate: 'read',
  response: secondStep,
  problems: [],
})

/** Makes a secret; nothing is kept of it until `setUpSecondStep`. */
export const offerSecondStep = endpoint({
  name: 'offer-second-step',
  method: 'POST',
  path: '/api/second-step/offer',
  auth: 'session',
  rate: 'write',
  response: secondStepOffer,
  problems: ['not-allowed'],
})

/** What may go wrong where the password proves the person. */
const passwordProblems = [
  'not-allowed',
  'wrong-credentials',
  'too-many-attempts',
  'mail-server-unavailable',
  'mail-server-not-trusted',
] as const

/** A second step that is set up or removed ends what the person has open in other browsers. */
const changedSecondStep = z.object({
  secondStep,
  /** How many of the person's other sessions were ended. */
  endedSessions: z.int(),
})
export type ChangedSecondStep = z.infer<typeof changedSecondStep>

const password = z.string().check(z.minLength(1), z.maxLength(1024), z.regex(/^[^\r\n\0]+$/))

/** Keeps an offered secret once a code of it is right and the password proves the person. `invalid-request` names `code` or `ticket`. */
export const setUpSecondStep = endpoint({
  name: 'set-up-second-step',
  method: 'POST',
  path: '/api/second-step/set-up',
  auth: 'session',
  rate: 'sign-in',
  body: z.strictObject({
    ticket: secondStepTicket,
    code: secondStepCode,
    password,
  }),
  response: changedSecondStep,
  problems: passwordProblems,
})

/** New recovery codes in place of all there were; a code must prove the person. */
export const renewRecoveryCodes = endpoint({
  name: 'renew-recovery-codes',
  method: 'POST',
  path: '/api/second-step/recovery-codes',
  auth: 'session',
  rate: 'sign-in',
  body: z.strictObject({ code: secondStepCode }),
  response: z.object({ recoveryCodes: z.array(z.string()), secondStep }),
  problems: ['not-allowed', 'too-many-attempts'],
})

/** Takes the authenticator app away; passkeys stay. */
export const removeSecondStep = endpoint({
  name: 'remove-second-step',
  method: 'POST',
  path: '/api/second-step/remove',
  auth: 'session',
  rate: 'sign-in',
  body: z.strictObject({ code: secondStepCode }),
  response: changedSecondStep,
  problems: ['not-allowed', 'too-many-attempts'],
})

/** What the browser is to make, and what a passkey that there is may sign in place of a code; nothing is kept until `addPasskey`. */
export const offerPasskey = endpoint({
  name: 'offer-passkey',
  method: 'POST',
  path: '/api/second-step/passkeys/offer',
  auth: 'session',
  rate: 'write',
  response: z.object({ ...passkeyWish.shape, known: z.optional(passkeyRequest) }),
  problems: ['not-allowed'],
})

/**
 * Keeps a passkey. Where there is a second step, it has to be shown as well, by a code or by a passkey that there is. `invalid-request` names
 * `passkey` (not believed, too late, or known already), `code`, or `proof`.
 */
export const addPasskey = endpoint({
  name: 'add-passkey',
  method: 'POST',
  path: '/api/second-step/passkeys',
  auth: 'session',
  rate: 'sign-in',
  body: z.strictObject({
    name: passkeyName,
    password,
    passkey: newPasskey,
    code: z.optional(secondStepCode),
    proof: z.optional(passkeyProof),
  }),
  response: z.object({
    ...changedSecondStep.shape,
    /** Those of a second step that had none; else empty. */
    recoveryCodes: z.array(z.string()),
  }),
  problems: passwordProblems,
})

/** One that is gone is no failure. */
export const removePasskey = endpoint({
  name: 'remove-passkey',
  method: 'POST',
  path: '/api/second-step/passkeys/remove',
  auth: 'session',
  rate: 'sign-in',
  body: z.strictObject({ id: passkeyId, password }),
  response: changedSecondStep,
  problems: passwordProblems,
})
