import * as z from 'zod/mini'
import { grouping } from './conversations.ts'
import { endpoint } from './endpoint.ts'
import { folderId, messageId } from './ids.ts'
import { jobProgress } from './jobs.ts'
import { flag, messageSummary } from './messages.ts'

/** One server-sent event: the `data:` line is this JSON. */
export const liveEvent = z.discriminatedUnion('type', [
  /** Messages arrived in a folder; `items` (newest first, at most 50) only for the inbox, where rows can slide in at once. */
  z.object({
    type: z.literal('arrived'),
    folderId,
    total: z.int(),
    unread: z.int(),
    items: z.array(messageSummary),
  }),
  /** Counts of a folder changed for another reason. */
  z.object({ type: z.literal('counts'), folderId, total: z.int(), unread: z.int() }),
  z.object({
    type: z.literal('flags'),
    folderId,
    items: z.array(z.object({ id: messageId, flags: z.array(flag), labels: z.array(z.string()) })),
  }),
  z.object({ type: z.literal('removed'), folderId, ids: z.array(messageId), total: z.int(), unread: z.int() }),
  /** More of a folder's messages have been put into conversations, or some of them into others. */
  z.extend(grouping, { type: z.literal('grouped'), folderId }),
  /** A folder was made, renamed, moved, deleted or (un)subscribed, here or by another program: the list is to be read again. */
  z.object({ type: z.literal('folders') }),
  /** How far a change of many messages is; the last one tells how it ended. */
  z.extend(jobProgress, { type: z.literal('job') }),
  /** Something in the outbox is not as it was: it is to be read again. */
  z.object({ type: z.literal('outbox') }),
  /** The person's contacts are not as they were, by another window, another program or another server: what is shown of them is to be read again. */
  z.object({ type: z.literal('contacts') }),
  /** The connection to the mail server was lost (the list may be stale) or is back (the client asks again for what it shows). */
  z.object({ type: z.literal('mail-server'), state: z.enum(['lost', 'back']) }),
  /** Sent two minutes before the session ends. */
  z.object({ type: z.literal('session-ending'), endsAtMs: z.int(), canExtend: z.boolean() }),
  z.object({ type: z.literal('session-ended'), reason: z.enum(['signed-out', 'idle', 'time', 'ended-elsewhere']) }),
])
export type LiveEvent = z.infer<typeof liveEvent>

/**
 * The stream of live events. Every 20 s an event named `alive`, without data, keeps it open and tells that it is; the client reconnects
 * by itself, also when nothing has come for a minute.
 */
export const liveEvents = endpoint({
  name: 'live-events',
  method: 'GET',
  path: '/api/events',
  auth: 'session',
  rate: 'read',
  response: 'events',
  problems: [],
})
