import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId, messageId } from './ids.ts'

const mailProblems = ['mail-server-unavailable', 'mail-server-not-trusted'] as const
const someMessages = z.array(messageId).check(z.minLength(1), z.maxLength(500))
const moved = z.object({
  items: z.array(
    z.object({
      id: messageId,
      outcome: z.enum(['done', 'gone', 'refused']),
      /** Its id where it is now; null where the mail server does not tell. */
      movedId: z.nullable(messageId),
    }),
  ),
})

/**
 * Moves messages to the folder for snoozed ones, which is made when it is needed, until a moment at most five years away. The
 * server then brings them back to where they were, unread, whether or not a browser is open. One that is snoozed already gets
 * the new time. Messages of somebody else's mailbox are `refused`.
 */
export const snoozeMessages = endpoint({
  name: 'snooze-messages',
  method: 'POST',
  path: '/api/messages/snooze',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ ids: someMessages, untilMs: z.int() }),
  response: moved,
  problems: [...mailProblems, 'mailbox-full', 'not-allowed'],
})

/** Brings snoozed messages back at once, as they were. Those that are not snoozed are `gone`. */
export const unsnoozeMessages = endpoint({
  name: 'unsnooze-messages',
  method: 'POST',
  path: '/api/messages/unsnooze',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ ids: someMessages }),
  response: moved,
  problems: [...mailProblems, 'mailbox-full'],
})

export const snoozedMessages = z.object({
  /** The folder they are in; null while there is none. */
  folderId: z.nullable(folderId),
  /** The soonest first. */
  items: z.array(z.object({ id: messageId, untilMs: z.int() })),
  /** False where the mail servers take no tokens of ours: then messages come back while somebody is signed in, or at the next sign-in. */
  returnsWhileSignedOut: z.boolean(),
})

export const listSnoozed = endpoint({
  name: 'list-snoozed',
  method: 'GET',
  path: '/api/snoozed',
  auth: 'session',
  rate: 'read',
  response: snoozedMessages,
  problems: mailProblems,
})
