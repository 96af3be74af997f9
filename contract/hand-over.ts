import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { isAddress } from './sending.ts'
import { shareLevel } from './sharing.ts'

/** What can be done for somebody who is away: have their mail answered, or let a colleague into their mailbox. */
export const handOverActs = ['answer', 'share'] as const

/** It ends by itself, at the latest after so many days. */
export const mostHandOverDays = 90

const address = z.string().check(
  z.maxLength(320),
  z.refine((text) => isAddress(text)),
)
const line = (most: number) =>
  z.string().check(
    z.trim(),
    z.normalize('NFC'),
    z.maxLength(most),
    z.refine((text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)),
  )

/** Whether the person may act for people who are away, as the operator's group says. */
export const readHandOver = endpoint({
  name: 'read-hand-over',
  method: 'GET',
  path: '/api/hand-over',
  auth: 'session',
  rate: 'read',
  response: z.object({ isOffered: z.boolean() }),
  problems: ['directory-unavailable'],
})

/**
 * Does one thing for somebody who is away, until a day, for a reason. Both are told to them, by a message in their inbox and under
 * their activity. What they have arranged themselves stays: `twice`. `invalid-request` names `address` (`unknown-person`,
 * `own-address`, `twice`), `delegate` (`unknown-person`, `is-group`, `own-address`, `twice`), `endsAtMs` (`too-early`, `too-long`),
 * `text` or `reason` (`missing`). `not-allowed`: the person may not, whoever was named; or the mail server cannot.
 */
export const handOver = endpoint({
  name: 'hand-over',
  method: 'POST',
  path: '/api/hand-over',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({
    address,
    act: z.enum(handOverActs),
    /** What people who write are answered; only for `answer`. */
    text: z.string().check(
      z.overwrite((text) => text.replace(/\r\n?/g, '\n').trim()),
      z.normalize('NFC'),
      z.maxLength(2000),
      z.refine((text) => !/[^\P{Cc}\n\t]|\p{Cs}/u.test(text)),
    ),
    /** Who is let in, and to do what; only for `share`. */
    delegate: z.nullable(address),
    level: shareLevel,
    endsAtMs: z.int().check(z.minimum(0)),
    reason: line(200),
  }),
  /** `isTold` is false where the message could not be put into their inbox, for instance because the mailbox is full. */
  response: z.object({ name: z.string(), isTold: z.boolean() }),
  problems: [
    ...(['mail-server-unavailable', 'mail-server-not-trusted', 'directory-unavailable'] as const),
    ...(['not-allowed', 'rules-changed', 'rules-refused'] as const),
  ],
})
