import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

export const mostSenders = 500

/** One address, or a domain for everybody of it. Upper and lower case of A to Z are the same. */
export const senderPattern = /^(?:[^\s@<>()",:;\\]{1,64}@)?[\p{L}\p{N}][\p{L}\p{N}.-]{0,250}[\p{L}\p{N}]$/u
const sender = z.string().check(z.trim(), z.maxLength(320), z.regex(senderPattern))

/** By what a message says whom it is from. */
export const senders = z.strictObject({
  /** Their mail goes to Junk, and nothing else is done with it. */
  blocked: z.array(sender).check(z.maxLength(mostSenders)),
  /** Their mail stays where it comes also when the mail server marked it as junk. */
  allowed: z.array(sender).check(z.maxLength(mostSenders)),
})
export type Senders = z.infer<typeof senders>

export type SenderFault = 'wrong-form' | 'own-address' | 'twice'

/** Why a sender cannot be added to those that are there; null where it can. The page and the server ask the same. */
export function senderFault(
  sender: string,
  others: readonly string[],
  isBlocking: boolean,
  ownAddresses: readonly string[],
): SenderFault | null {
  if (sender.length > 320 || !senderPattern.test(sender)) return 'wrong-form'
  const is = (other: string) => other.toLowerCase() === sender.toLowerCase()
  if (isBlocking && ownAddresses.some(is)) return 'own-address'
  return others.some(is) ? 'twice' : null
}

export const sendersState = z.object({
  /** The mail server can, and there is a folder for junk. */
  isOffered: z.boolean(),
  senders,
  /** The mail server goes by them. False while there are none, or while another program has scripts of its own run instead. */
  isInForce: z.boolean(),
  /** Another program changed what was saved here; saving keeps that as a script beside. */
  isChangedElsewhere: z.boolean(),
  ownAddresses: z.array(z.string()),
  /** Stands for what was read, whoever wrote it; to be given back when saving. */
  version: z.string(),
})
export type SendersState = z.infer<typeof sendersState>

export const readSenders = endpoint({
  name: 'read-senders',
  method: 'GET',
  path: '/api/senders',
  auth: 'session',
  rate: 'read',
  response: sendersState,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted'],
})

/** Saves both lists; `invalid-request` names a sender that cannot be (`senders.blocked.0`), `not-allowed` where it is not offered. */
export const saveSenders = endpoint({
  name: 'save-senders',
  method: 'POST',
  path: '/api/senders',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ senders, version: z.string().check(z.maxLength(100)) }),
  bodyLimitBytes: 400_000,
  response: sendersState,
  problems: [
    ...(['rules-changed', 'rules-refused', 'not-allowed', 'mailbox-full', 'directory-unavailable'] as const),
    ...(['mail-server-unavailable', 'mail-server-not-trusted'] as const),
  ],
})
