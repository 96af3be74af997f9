import { rememberSignedIn } from '#client/api/early-start.ts'
import { call, type CallOptions } from '#client/api/call.ts'
import { type Session, start } from '#contract/session.ts'
import { rowsFromWindow } from './merge-rows.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'

/**
 * Fetches all that the first screen needs in one answer and puts it where the queries look: session, folders, inbox.
 * @throws {ApiProblem} `not-signed-in` when there is no session
 */
export async function loadStart(options: Pick<CallOptions, 'response'> = {}): Promise<Session> {
  const { cache } = mailboxCache()
  const { session, folders, inbox, labels, savedSearches } = await call(start, {}, { ...options, signInAgain: false })
  cache.setQueryData(keys.session(), session)
  cache.setQueryData(keys.folders(), folders)
  cache.setQueryData(keys.savedSearches(), savedSearches)
  if (labels) cache.setQueryData(keys.labels(), { items: [labels] })
  if (inbox) cache.setQueryData(keys.rows(inbox.folderId), rowsFromWindow(inbox))
  rememberSignedIn(true)
  return session
}

const firstWaitMs = 5_000
const longestWaitMs = 320_000

/**
 * Of folders that the first answer had no counts for, because there are so many, they are asked for; where that fails, again after a
 * while, and then after twice as long. Not for ever: whatever is asked for keeps the session, also of somebody who has gone.
 */
export async function readCounts(waitMs = firstWaitMs): Promise<void> {
  const { cache, folders } = mailboxCache()
  if (!folders().some(({ total }) => total === null)) return
  try {
    await cache.invalidateQueries({ key: keys.folders() })
  } catch {
    if (waitMs <= longestWaitMs) setTimeout(() => void readCounts(waitMs * 2), waitMs)
  }
}
