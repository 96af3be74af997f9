import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'

/** One line as a person typed it, trimmed and in NFC. */
const line = (longest: number) =>
  z.string().check(
    z.trim(),
    z.normalize('NFC'),
    z.maxLength(longest),
    z.refine((text) => !/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)),
  )

/** A search as a person wrote it, taken apart so that it reads the same in every language. Empty texts ask for nothing. */
export const searchParts = z.strictObject({
  words: z.array(line(200)).check(z.maxLength(20)),
  from: line(200),
  to: line(200),
  subject: line(200),
  /** The folder by its name, as the person wrote it. */
  in: line(400),
  /** Dates as the person wrote them. */
  after: line(40),
  before: line(40),
  label: line(200),
  /** A size as the person wrote it; searches kept by earlier versions have none. */
  larger: z._default(line(40), ''),
  hasAttachment: z.boolean(),
  unread: z.boolean(),
  flagged: z.boolean(),
  /** Searches kept by earlier versions have none of these. */
  mine: z._default(z.boolean(), false),
  nobodys: z._default(z.boolean(), false),
  done: z._default(z.boolean(), false),
  toDo: z._default(z.boolean(), false),
  /** Looks into the text of messages as well. */
  includeBody: z.boolean(),
})
export type SearchParts = z.infer<typeof searchParts>

const searchName = line(60).check(z.minLength(1))

/** A search to come back to. It belongs to the person, not to a mailbox, and is the same in every browser of theirs. */
export const savedSearch = z.object({ id: z.string(), name: z.string(), parts: searchParts })
export type SavedSearch = z.infer<typeof savedSearch>

const savedSearchId = z.string().check(z.regex(/^[\w-]{1,40}$/))
export const listSavedSearches = endpoint({
  name: 'list-saved-searches',
  method: 'GET',
  path: '/api/saved-searches',
  auth: 'session',
  rate: 'read',
  response: z.object({ items: z.array(savedSearch) }),
  problems: [],
})

const params = z.strictObject({ savedSearchId })

/** Keeps a search at the end of the list. `id`: only to bring back one that was deleted. At most 50, else `not-allowed`. */
export const saveSearch = endpoint({
  name: 'save-search',
  method: 'POST',
  path: '/api/saved-searches',
  auth: 'session',
  rate: 'write',
  body: z.strictObject({ id: z.optional(savedSearchId), name: searchName, parts: searchParts }),
  response: savedSearch,
  problems: ['not-allowed'],
})

/** Gives another name. `not-found` when it has been deleted elsewhere. */
export const renameSavedSearch = endpoint({
  name: 'rename-saved-search',
  method: 'PATCH',
  path: '/api/saved-searches/:savedSearchId',
  auth: 'session',
  rate: 'write',
  params,
  body: z.strictObject({ name: searchName }),
  response: savedSearch,
  problems: ['not-found'],
})

/** Deletes it; one that is not there is no failure. */
export const deleteSavedSearch = endpoint({
  name: 'delete-saved-search',
  method: 'DELETE',
  path: '/api/saved-searches/:savedSearchId',
  auth: 'session',
  rate: 'write',
  params,
  response: 'empty',
  problems: [],
})
