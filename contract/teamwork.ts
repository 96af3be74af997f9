import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId, messageId } from './ids.ts'
import { keyword } from './messages.ts'

/** Somebody a message may be assigned to. */
export const colleague = z.object({
  /** The mark that says so (`work-marks.ts`). */
  keyword,
  name: z.string(),
  /** Null for somebody the directory does not know. */
  address: z.nullable(z.string()),
  isMe: z.boolean(),
})
export type Colleague = z.infer<typeof colleague>

/**
 * Who works in the mailbox a folder is of: those who may read it, alone or by a group, those who may write from its address, and whose it is
 * unless that is a role; the person first,
 * then by name. Fewer where neither the access list nor the directory can be asked.
 */
export const listColleagues = endpoint({
  name: 'list-colleagues',
  method: 'GET',
  path: '/api/folders/:folderId/colleagues',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ folderId }),
  response: z.object({ items: z.array(colleague) }),
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'folder-gone'],
})

/** How often a page says that an answer is being written, or asks who writes one; and how long the former holds. */
export const writingTimes = { tellEveryMs: 20_000, holdsMs: 60_000 } as const

/**
 * Which colleagues are writing an answer to a message of a shared mailbox, the first to begin first; and notes whether the person
 * is, or no longer is, where that is given. Only advice: it keeps nobody from anything, and is forgotten after a minute in which it was not said again.
 */
export const tellWriting = endpoint({
  name: 'tell-writing',
  method: 'POST',
  path: '/api/messages/:messageId/writing',
  auth: 'session',
  rate: 'read',
  isByItself: true,
  params: z.strictObject({ messageId }),
  body: z.strictObject({ isWriting: z.optional(z.boolean()) }),
  response: z.object({
    others: z.array(z.object({ name: z.string(), /** Milliseconds since 1970. */ sinceMs: z.int() })),
  }),
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'message-gone'],
})
