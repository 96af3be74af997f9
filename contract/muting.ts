import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { messageId } from './ids.ts'

/**
 * Mutes the conversations of messages, or ends that. Each of their messages gets the flag `muted`, or loses it. An answer that
 * comes to a muted conversation of the inbox is marked as read and goes to Archive. Messages of somebody else's mailbox are
 * `refused`. `grouping-unavailable`: the mail server cannot tell what belongs together.
 */
export const muteConversations = endpoint({
  name: 'mute-conversations',
  method: 'POST',
  path: '/api/messages/mute',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ ids: z.array(messageId).check(z.minLength(1), z.maxLength(500)), muted: z.boolean() }),
  response: z.object({
    items: z.array(z.object({ id: messageId, outcome: z.enum(['done', 'gone', 'refused']) })),
    /** Every message whose flag was changed, of whatever folder; undo by `change-flags` on these. */
    changedIds: z.array(messageId),
    conversations: z.int(),
    /** False where the mail servers take no tokens of ours: then answers are dealt with while somebody is signed in. */
    worksWhileSignedOut: z.boolean(),
  }),
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'grouping-unavailable'],
})
