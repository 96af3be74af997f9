import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId, messageId, messageSet } from './ids.ts'
import { flag, keyword, labelChange, moveTarget } from './messages.ts'
import { problems, type ProblemType } from './problem.ts'

export const jobId = z.string().check(z.regex(/^[\w-]{1,40}$/))

const ids = z.array(messageId).check(z.maxLength(5_000))

/** What was changed by one request, for its undo: by their ids, or where they are too many for that as sets for a job. */
export const changedMessages = z.union([z.object({ ids: z.array(messageId) }), z.object({ sets: z.array(messageSet) })])
export type ChangedMessages = z.infer<typeof changedMessages>

/**
 * Which messages: those named, or a whole folder, narrowed by what must be so of them, without some. The set is fixed when the
 * job starts; messages that come later do not join it. `from` is one address, compared whole and without regard to case.
 */
export const jobMessages = z.union([
  z.strictObject({ ids: ids.check(z.minLength(1)) }),
  z.strictObject({
    folderId,
    filter: z.strictObject({
      unread: z.optional(z.boolean()),
      flagged: z.optional(z.boolean()),
      from: z.optional(z.string().check(z.minLength(1), z.maxLength(320), z.regex(/^[^\p{Cc}]+$/u))),
    }),
    exceptIds: ids,
  }),
])
export type JobMessages = z.infer<typeof jobMessages>

/** The same, or sets of at most 1,000,000 messages together. */
export const chosenMessages = z.union([
  jobMessages,
  z.strictObject({ sets: z.array(messageSet).check(z.minLength(1), z.maxLength(5_000)) }),
])
export type ChosenMessages = z.infer<typeof chosenMessages>

/** What happens to each. Deleting for ever is for Trash, Junk and Drafts only, elsewhere messages are refused. */
export const jobAction = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('flags'),
    add: z.array(flag),
    remove: z.array(flag),
    labels: z.optional(labelChange),
  }),
  /** `marks`: flags and labels each gets on its way. */
  z.strictObject({
    kind: z.literal('move'),
    ...moveTarget,
    marks: z.optional(z.strictObject({ add: z.array(flag), labels: z.array(keyword).check(z.maxLength(100)) })),
  }),
  z.strictObject({ kind: z.literal('delete-forever') }),
  /**
   * Puts a copy without attached files in the place of each message, with its flags and dates, and moves the message as it was to
   * that folder. `note` stands before the name of each file that was there. Messages that are signed or encrypted are refused.
   */
  z.strictObject({
    kind: z.literal('detach-files'),
    toFolderId: folderId,
    note: z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[^\p{Cc}\p{Cs}]+$/u)),
  }),
])
export type JobAction = z.infer<typeof jobAction>

/**
 * How far a job is. Of `total` messages `done` are as wished, `gone` no longer existed, `failed` were refused; the rest has not
 * been tried. `failed` as a state: it ended early, or nothing could be done at all; `problem` says why and is null otherwise.
 */
export const jobProgress = z.object({
  id: jobId,
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  total: z.int(),
  done: z.int(),
  gone: z.int(),
  failed: z.int(),
  problem: z.nullable(z.enum(Object.keys(problems) as [ProblemType, ...ProblemType[]])),
})
export type JobProgress = z.infer<typeof jobProgress>

const started = z.object({ jobId, total: z.int() })

/**
 * Starts a change of many messages, which goes on by itself while the session lives and tells its progress as `job` events, at
 * most ten a second. Three at once per session, else `too-many-requests`.
 */
export const startJob = endpoint({
  name: 'start-job',
  method: 'POST',
  path: '/api/jobs',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ messages: chosenMessages, action: jobAction }),
  bodyLimitBytes: 2_000_000,
  response: started,
  problems: ['mail-server-unavailable', 'mail-server-not-trusted', 'folder-gone'],
})

/** The session remembers its last 20 jobs; any other is `not-found`. */
export const readJob = endpoint({
  name: 'read-job',
  method: 'GET',
  path: '/api/jobs/:jobId',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ jobId }),
  response: z.extend(jobProgress, {
    /** False when nothing was done, or what was done cannot be taken back. */
    canUndo: z.boolean(),
    /** The first 200 messages that were not changed. */
    failures: z.array(z.object({ id: messageId, outcome: z.enum(['gone', 'refused']) })),
  }),
  problems: ['not-found'],
})

/** Asks a job to end after the lot it is at; what is done stays done. Of a job that has ended it changes nothing. */
export const stopJob = endpoint({
  name: 'stop-job',
  method: 'POST',
  path: '/api/jobs/:jobId/stop',
  auth: 'session',
  rate: 'write',
  params: z.strictObject({ jobId }),
  response: jobProgress,
  problems: ['not-found'],
})

/**
 * Starts a job that takes back exactly what this one has done, stopping it first: moved messages go back, flags become what
 * they were. Asked again it answers the same job. `not-allowed` when there is nothing that can be taken back.
 */
export const undoJob = endpoint({
  name: 'undo-job',
  method: 'POST',
  path: '/api/jobs/:jobId/undo',
  auth: 'session',
  rate: 'write',
  params: z.strictObject({ jobId }),
  response: started,
  problems: ['not-found', 'not-allowed'],
})
