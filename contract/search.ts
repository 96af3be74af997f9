import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { folderId } from './ids.ts'
import { keyword, messageSummary } from './messages.ts'
import { problems, type ProblemType } from './problem.ts'

/** What is searched for in one place: one line of at most 200 characters, never a query language. */
const searchText = z.string().check(
  z.trim(),
  z.minLength(1),
  z.maxLength(200),
  z.refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text)),
)

/** What a message must be like; everything given must hold. Case and accents make no difference in texts. */
export const searchQuery = z.strictObject({
  /** Each must stand in the subject, or among senders or recipients; or in the text, with `includeBody`. */
  words: z.array(searchText).check(z.maxLength(20)),
  from: z.optional(searchText),
  /** In To or Cc. */
  to: z.optional(searchText),
  subject: z.optional(searchText),
  hasAttachment: z.optional(z.boolean()),
  unread: z.optional(z.boolean()),
  flagged: z.optional(z.boolean()),
  /** An IMAP keyword as `labels` of a summary has it. */
  label: z.optional(keyword),
  /** Marked as the person's own task, or as nobody's (`work-marks.ts`). */
  assignedTo: z.optional(z.enum(['me', 'nobody'])),
  /** Marked as dealt with, or not. Not, and assigned to nobody, look only into mailboxes of others unless a folder is given. */
  done: z.optional(z.boolean()),
  /** Arrived then or later; milliseconds since 1970, held to the second. */
  sinceMs: z.optional(z.int()),
  /** Arrived before. */
  beforeMs: z.optional(z.int()),
  largerThanBytes: z.optional(z.int().check(z.minimum(0), z.maximum(0xffffffff))),
  /** Only this folder; else all of them, the inbox first, Junk and Trash last. */
  folderId: z.optional(folderId),
  /** Looks into the text of messages as well, after all headers have been looked at. */
  includeBody: z.boolean(),
})
export type SearchQuery = z.infer<typeof searchQuery>

/**
 * Where a word was found first, with some of what stands round it (plain text, at most about 150 characters together).
 * `text` with empty strings: in the text, but not where we look for a context (an attachment, the far end of a long one).
 */
export const searchMatch = z.object({
  where: z.enum(['subject', 'from', 'to', 'text']),
  before: z.string(),
  hit: z.string(),
  after: z.string(),
})
export type SearchMatch = z.infer<typeof searchMatch>

/** A message found; `match` is null when no text was asked for, or it stands where rows show nothing of (Cc). */
export const searchHit = z.extend(messageSummary, { match: z.nullable(searchMatch) })
export type SearchHit = z.infer<typeof searchHit>

const progress = { searched: z.int(), total: z.int(), found: z.int() }

/**
 * One server-sent event of a search. First `started`; then `hits` and `progress`, as often as there is news; in the end `done`
 * or `failed`. A search the reader leaves ends at once, and what was found by then is kept like a whole result.
 */
export const searchEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), searchId: z.string(), total: z.int() }),
  /** At most 50, the newest first; 500 in one search, then only `progress` goes on and rows are read by `searchId`. */
  z.object({ type: z.literal('hits'), items: z.array(searchHit) }),
  /** `searched` of `total` messages in this stage; `found` in all stages so far. */
  z.object({ type: z.literal('progress'), stage: z.enum(['headers', 'text']), ...progress }),
  /** `complete` is false when a folder could not be searched (no rights, gone meanwhile): the count is then a least one. */
  z.object({ type: z.literal('done'), searchId: z.string(), found: z.int(), complete: z.boolean() }),
  z.object({
    type: z.literal('failed'),
    searchId: z.string(),
    found: z.int(),
    problem: z.enum(Object.keys(problems) as [ProblemType, ...ProblemType[]]),
  }),
])
export type SearchEvent = z.infer<typeof searchEvent>

const mailProblems = ['mail-server-unavailable', 'mail-server-not-trusted'] as const

/** Searches and answers a stream of `searchEvent`, read with `fetch`. Two at once per session, else `too-many-requests`. */
export const searchMessages = endpoint({
  name: 'search-messages',
  method: 'POST',
  path: '/api/search',
  auth: 'session',
  rate: 'search',
  body: searchQuery,
  response: 'events',
  problems: [...mailProblems, 'folder-gone'],
})

/**
 * A stretch of a kept result: the session's last five, while it is in use; else `search-gone`. The order is that of finding
 * (within each folder and stage the newest first) and never changes, so that offsets stay right while the search goes on.
 */
export const searchWindow = z.object({
  searchId: z.string(),
  offset: z.int(),
  total: z.int(),
  /** Shorter than asked where messages are gone since; offsets still count those. */
  items: z.array(searchHit),
})
export type SearchWindow = z.infer<typeof searchWindow>

export const listFound = endpoint({
  name: 'list-found',
  method: 'GET',
  path: '/api/searches/:searchId/messages',
  auth: 'session',
  rate: 'read',
  params: z.strictObject({ searchId: z.string().check(z.regex(/^[\w-]{1,40}$/)) }),
  query: z.strictObject({
    offset: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 0),
    limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
  }),
  response: searchWindow,
  problems: [...mailProblems, 'search-gone'],
})
