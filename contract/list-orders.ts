import { type MessageSort } from './message-order.ts'

/**
 * How people read a folder, each with what is asked of the server. Every folder begins as `newest` unless they chose otherwise: for
 * that folder, or conversations for all of them.
 */
export const listOrders = {
  /** A message and its answers are one row, where the newest of them stands. */
  conversations: { sort: 'arrived', reverse: 'false' },
  newest: { sort: 'arrived', reverse: 'false' },
  oldest: { sort: 'arrived', reverse: 'true' },
  sentNewest: { sort: 'sent', reverse: 'false' },
  sentOldest: { sort: 'sent', reverse: 'true' },
  unread: { sort: 'unread', reverse: 'false' },
  flagged: { sort: 'flagged', reverse: 'false' },
  attachment: { sort: 'attachment', reverse: 'false' },
  from: { sort: 'from', reverse: 'false' },
  fromBack: { sort: 'from', reverse: 'true' },
  to: { sort: 'to', reverse: 'false' },
  toBack: { sort: 'to', reverse: 'true' },
  subject: { sort: 'subject', reverse: 'false' },
  subjectBack: { sort: 'subject', reverse: 'true' },
  largest: { sort: 'size', reverse: 'false' },
  smallest: { sort: 'size', reverse: 'true' },
} as const satisfies Record<string, { sort: MessageSort; reverse: 'true' | 'false' }>

export type ListOrder = keyof typeof listOrders
