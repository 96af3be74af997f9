import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId, messageId } from './ids.ts'
import { address, messageSummary } from './messages.ts'

/** A message and its answers, as far as they lie in one folder: one row of a list of conversations. */
export const conversation = z.object({
  /** Names the row: the id of one of its messages. It stays the same when messages come to it or go. */
  id: messageId,
  /** Its newest message in this folder; conversations stand in the order of these. */
  newest: messageSummary,
  /** The 100 newest of its messages in this folder, oldest first. */
  messages: z.array(z.object({ id: messageId, unread: z.boolean(), flagged: z.boolean() })),
  /** How many messages it has in this folder, and how many of them are unread. */
  count: z.int(),
  unread: z.int(),
  /** Whether any of them is flagged, or has an attachment. */
  flagged: z.boolean(),
  hasAttachment: z.boolean(),
  /** Who wrote it: at most five people, the latest first, each once. */
  people: z.array(address),
})
export type Conversation = z.infer<typeof conversation>

/** How far a folder's messages have been put into conversations: the `grouped` newest of `messages`. */
const progress = { total: z.int(), grouped: z.int(), messages: z.int() }
export const grouping = z.object(progress)
export type Grouping = z.infer<typeof grouping>

/**
 * Part of a folder's list of conversations, the one with the newest message first: `items[0]` stands at `offset` of `total`.
 * While `grouped` is less than `messages`, `total` counts the conversations among the newest only; older ones follow after
 * them, told by an event `grouped`.
 */
export const conversationWindow = z.object({
  folderId,
  offset: z.int(),
  ...progress,
  unread: z.int(),
  items: z.array(conversation),
})
export type ConversationWindow = z.infer<typeof conversationWindow>

const mailProblems = ['mail-server-unavailable', 'mail-server-not-trusted'] as const

/** `grouping-unavailable`: the mail server cannot tell which messages belong together. */
export const listConversations = endpoint({
  name: 'list-conversations',
  method: 'GET',
  path: '/api/folders/:folderId/conversations',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ folderId }),
  query: z.strictObject({
    offset: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 0),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
  }),
  response: conversationWindow,
  problems: [...mailProblems, 'folder-gone', 'grouping-unavailable'],
})

/**
 * Where the conversation of a message stands, or the first one that was last written to no later than a date; exactly one of
 * the two is asked for. `offset` is null when there is none, or it has not been grouped yet.
 */
export const findConversation = endpoint({
  name: 'find-conversation',
  method: 'GET',
  path: '/api/folders/:folderId/conversations/position',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ folderId }),
  query: z
    .strictObject({
      dateMs: z.optional(z.coerce.number().check(z.int())),
      messageId: z.optional(messageId),
    })
    .check(z.refine(({ dateMs, messageId }) => (dateMs === undefined) !== (messageId === undefined))),
  response: z.object({ offset: z.nullable(z.int()) }),
  problems: [...mailProblems, 'folder-gone', 'grouping-unavailable'],
})

/** A whole conversation, with what the person and others wrote in it that lies in other folders. */
export const wholeConversation = z.object({
  /** The 200 newest messages, oldest first, each with the folder it is in; a copy in two folders counts once. */
  items: z.array(messageSummary),
  /** Every message it has in the folder of the message asked for, oldest first, at most 5,000. */
  messageIds: z.array(messageId),
})
export type WholeConversation = z.infer<typeof wholeConversation>

/** The conversation of a message, which may be any of it. */
export const readConversation = endpoint({
  name: 'read-conversation',
  method: 'GET',
  path: '/api/messages/:messageId/conversation',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ messageId }),
  response: wholeConversation,
  problems: [...mailProblems, 'message-gone', 'grouping-unavailable'],
})
