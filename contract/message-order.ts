import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId, messageId } from './ids.ts'

/**
 * What a list can be ordered by, each in its natural direction: newest first, A–Z, largest first; unread, flagged and
 * attachment put those that are so before all others. Equals stand newest first. `reverse` turns the direction round.
 */
export const messageSort = z.enum([
  'arrived',
  'sent',
  'from',
  'to',
  'subject',
  'size',
  'unread',
  'flagged',
  'attachment',
])
export type MessageSort = z.infer<typeof messageSort>

/** The query fields that choose an order. */
export const messageOrder = {
  sort: z._default(messageSort, 'arrived'),
  reverse: z._default(
    z.pipe(
      z.enum(['true', 'false']),
      z.transform((text) => text === 'true'),
    ),
    false,
  ),
}

/**
 * Where a message stands in an order, or where a date does; exactly one of the two is asked for. A date goes with `arrived`
 * and `sent` only: newest first it is the place of the first message at or before it, reversed of the first at or after it.
 * `offset` is null for a message that is gone and for a date beyond the last message.
 */
export const findPosition = endpoint({
  name: 'find-position',
  method: 'GET',
  path: '/api/folders/:folderId/position',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ folderId }),
  query: z
    .strictObject({
      dateMs: z.optional(z.coerce.number().check(z.int())),
      messageId: z.optional(messageId),
      ...messageOrder,
    })
    .check(z.refine(({ dateMs, messageId }) => (dateMs === undefined) !== (messageId === undefined)))
    .check(z.refine(({ dateMs, sort }) => dateMs === undefined || sort === 'arrived' || sort === 'sent')),
  response: z.object({ offset: z.nullable(z.int()) }),
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'folder-gone', 'sorting-unavailable'],
})
