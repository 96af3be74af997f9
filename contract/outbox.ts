import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId } from './ids.ts'
import { problems, type ProblemType } from './problem.ts'
import { outboxId, recipient } from './sending.ts'

const params = z.strictObject({ outboxId })
const refused = z.array(z.object({ address: z.string(), reason: z.string() }))

export const outboxItem = z.object({
  id: outboxId,
  /**
   * `waiting`: goes at `dueAtMs`. `sending`: on its way now. `retrying`: could not be sent so far, is tried again by itself at
   * `nextTryAtMs`. `signed-out`: goes when the person next signs in. `failed`: was not sent, and nothing more is tried.
   * `unknown`: may have been sent (RFC 1047), is never repeated by itself. `in-part`: sent, but not to `refused`, or without
   * a copy. `sent`: all done, a moment ago.
   */
  state: z.enum(['waiting', 'sending', 'retrying', 'signed-out', 'failed', 'unknown', 'in-part', 'sent']),
  to: z.array(recipient),
  cc: z.array(recipient),
  bcc: z.array(recipient),
  subject: z.string(),
  /** When it is, or was, meant to go. */
  dueAtMs: z.int(),
  /** Whether the person chose that time; else it only waits to be taken back. */
  isScheduled: z.boolean(),
  /** A message of somebody else's that goes on as it is: there is nothing to go on writing. */
  isRedirect: z.boolean(),
  nextTryAtMs: z.nullable(z.int()),
  /** Why it is not sent yet, or was not. */
  problem: z.nullable(
    z.object({
      type: z.enum(Object.keys(problems) as [ProblemType, ...ProblemType[]]),
      /** In the mail server's words (plain text, at most 300 characters); empty where it said none. */
      serverSaid: z.string(),
    }),
  ),
  /** Recipients the mail server refused, and why. */
  refused,
  sentCopyId: z.nullable(messageId),
})
export type OutboxItem = z.infer<typeof outboxItem>

/** What waits or wants attention, and what was sent within the last two minutes; the next to go first. */
export const listOutbox = endpoint({
  name: 'list-outbox',
  method: 'GET',
  path: '/api/outbox',
  auth: 'session',
  rate: 'read',
  response: z.object({
    items: z.array(outboxItem),
    /** False where the mail servers take no tokens of ours: then a message whose time comes while nobody is signed in waits. */
    sendsWhileSignedOut: z.boolean(),
  }),
  problems: [],
})

/**
 * Stops a message for good, unless its text has begun to go out: then `too-late`. The answer is what the composer gave along
 * (`send-message`), again for a day for whoever asks again. One that failed, went out in part or may have gone out can be had too.
 */
export const takeBack = endpoint({
  name: 'take-back',
  method: 'POST',
  path: '/api/outbox/:outboxId/take-back',
  auth: 'session',
  rate: 'write',
  params,
  response: z.object({ composer: z.string() }),
  problems: ['not-found', 'too-late'],
})

/** Sends what waits at once, and tries again what has failed. */
export const sendOutboxNow = endpoint({
  name: 'send-outbox-now',
  method: 'POST',
  path: '/api/outbox/:outboxId/send-now',
  auth: 'session',
  rate: 'send',
  params,
  response: outboxItem,
  problems: ['not-found', 'too-late'],
})

/** Gives another time, within a year. */
export const changeOutboxTime = endpoint({
  name: 'change-outbox-time',
  method: 'PATCH',
  path: '/api/outbox/:outboxId',
  auth: 'session',
  rate: 'write',
  params,
  body: z.strictObject({ sendAtMs: z.int().check(z.minimum(0)) }),
  response: outboxItem,
  problems: ['not-found', 'too-late'],
})

/** Stops a message like `take-back`; one that failed or was sent is only no longer listed. */
export const deleteOutbox = endpoint({
  name: 'delete-outbox',
  method: 'DELETE',
  path: '/api/outbox/:outboxId',
  auth: 'session',
  rate: 'write',
  params,
  response: 'empty',
  problems: ['not-found', 'too-late'],
})

/** Puts what was deleted within a day back as it was. What would have gone meanwhile goes a minute from now. */
export const restoreOutbox = endpoint({
  name: 'restore-outbox',
  method: 'POST',
  path: '/api/outbox/:outboxId/restore',
  auth: 'session',
  rate: 'write',
  params,
  response: outboxItem,
  problems: ['not-found', 'too-late'],
})
