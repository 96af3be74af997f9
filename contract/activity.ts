import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderRole } from './folders.ts'
import { managedMailbox } from './managed-mailboxes.ts'

/** What somebody did in a mailbox of another's; `given` and `ended` are what its owner did about sharing it;
 * `answered-for` and `shared-for` what was done for the owner while away; those that end in `-changed` what a delegate set. */
export const activityActions = [
  'opened',
  'marked',
  'moved',
  'added',
  'deleted',
  'sent',
  'folders',
  'given',
  'ended',
  'answered-for',
  'shared-for',
  'absence-changed',
  'acknowledgement-changed',
  'filters-changed',
] as const
export const activityAction = z.enum(activityActions)
export type ActivityAction = z.infer<typeof activityAction>

export const activityEntry = z.object({
  /** Counts up from 1 in each mailbox. */
  number: z.int(),
  atMs: z.int(),
  /** Who did it, or with whom it was shared. */
  name: z.string(),
  action: activityAction,
  /** The folder's own name; empty where it was about none. */
  folder: z.string(),
  /** What that folder is for, where it has a purpose: people know it by that. */
  role: z.nullable(folderRole),
  /** How many messages, or folders of a share; 0 where that says nothing. */
  count: z.int(),
})
export type ActivityEntry = z.infer<typeof activityEntry>

export const activity = z.object({
  /** The newest first. */
  items: z.array(activityEntry),
  /** Give it as `before` for what is older; null at the end. */
  nextBefore: z.nullable(z.int()),
  /** False where an entry was changed or taken out after it was written. */
  isIntact: z.boolean(),
  /** Everybody it tells of, whatever was asked for, by their names. */
  people: z.array(z.object({ user: z.string(), name: z.string() })),
  /** How long entries are kept. */
  keepDays: z.int(),
  /** Whether entries say which messages it was, by their Message-IDs; those stand in the table. */
  keepsMessageIds: z.boolean(),
})
export type Activity = z.infer<typeof activity>

const digits = z.string().check(z.regex(/^\d{1,15}$/))

const mailProblems = [
  'not-allowed',
  'directory-unavailable',
  'mail-server-unavailable',
  'mail-server-not-trusted',
] as const

/** What others did in the person's own mailbox, or what was done in that of a role that the person administers (else `not-allowed`). */
export const readActivity = endpoint({
  name: 'read-activity',
  method: 'GET',
  path: '/api/activity',
  auth: 'session',
  rate: 'read',
  query: z.strictObject({
    action: z.optional(activityAction),
    /** One of `people`. */
    user: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
    /** Moments in ms between which it was done, both of them included. */
    fromMs: z.optional(digits),
    untilMs: z.optional(digits),
    before: z.optional(digits),
    mailbox: managedMailbox,
  }),
  response: activity,
  problems: mailProblems,
})

/** All of it as a table (CSV, RFC 4180, in UTF-8). */
export const downloadActivity = endpoint({
  name: 'download-activity',
  method: 'GET',
  path: '/api/activity/table',
  auth: 'session',
  rate: 'read',
  query: z.strictObject({ mailbox: managedMailbox }),
  response: 'bytes',
  problems: mailProblems,
})
