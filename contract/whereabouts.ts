import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { filter } from './filters.ts'
import { messageId } from './ids.ts'

/**
 * Why a message of the own mailbox is where it is, as far as rules tell: what they would do if it came now. Nobody keeps what
 * they did when it came.
 */
export const whereabouts = z.object({
  /** Filters that catch it, in their order, up to one that ends them; none where no filters run. */
  caughtBy: z.array(z.pick(filter, { name: true, actions: true, stops: true })),
  /** The place in `caughtBy` of the one that moves or copies it to the folder it is in. */
  filedBy: z.nullable(z.int()),
  /** It stays where mail comes, whatever else is done with it. */
  isKept: z.boolean(),
  /** Its sender is blocked, or always allowed. */
  sender: z.nullable(z.enum(['blocked', 'allowed'])),
  /** The mail server marked it as junk. */
  isJunk: z.boolean(),
  /** Mail that comes now is sent on to somebody; without a copy, no filter is reached. */
  forwarding: z.enum(['off', 'with-copy', 'without-copy']),
  /** Out of office answers now. */
  isAway: z.boolean(),
  /** Gets copies of mail that comes now, because out of office answers; nobody where null. */
  colleague: z.nullable(z.string()),
  /** A script from another program that runs as well; what that does is not known here. */
  otherScript: z.nullable(z.string()),
})
export type Whereabouts = z.infer<typeof whereabouts>

/** `not-found` for a message of somebody else's mailbox: their rules are not ours to read. */
export const explainMessage = endpoint({
  name: 'explain-message',
  method: 'GET',
  path: '/api/messages/:messageId/why',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId }),
  response: whereabouts,
  problems: [
    'not-found',
    'message-gone',
    'directory-unavailable',
    'mail-server-unavailable',
    'mail-server-not-trusted',
  ],
})
