import { defineQueryOptions } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { listFolders } from '#contract/folders.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { readMessage } from '#contract/messages.ts'
import { listSavedSearches } from '#contract/saved-searches.ts'
import { readSession } from '#contract/session.ts'
import { readRows, windowSize } from './load-rows.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'

const minuteMs = 60_000

/** Who is signed in. Asking the server also keeps the session alive, so the answer is never asked for by itself. */
export const sessionQuery = defineQueryOptions(() => ({
  key: keys.session(),
  query: ({ signal }) => call(readSession, {}, { signal }),
  staleTime: Infinity,
  gcTime: false as const,
}))

/** Live events keep the counts right; reading again only mends what they missed. */
export const foldersQuery = defineQueryOptions(() => ({
  key: keys.folders(),
  query: ({ signal }) => call(listFolders, {}, { signal }),
  staleTime: 10 * minuteMs,
  gcTime: false as const,
}))

/** The searches the person keeps. Other browsers of theirs may change them; nobody is told of that. */
export const savedSearchesQuery = defineQueryOptions(() => ({
  key: keys.savedSearches(),
  query: async ({ signal }) => (await call(listSavedSearches, {}, { signal })).items,
  staleTime: 10 * minuteMs,
  gcTime: false as const,
}))

/**
 * The list of one folder; its first rows are read, the rest comes as it is scrolled to (`use-folder-rows.ts`). Mail servers tell
 * nothing unasked of a mailbox of somebody else, so what was read there is only true until one looks elsewhere.
 */
export const folderRowsQuery = defineQueryOptions((folderId: FolderId) => ({
  key: keys.rows(folderId),
  query: ({ signal }) => readRows(folderId, 0, windowSize, signal),
  staleTime: isOfSomebodyElse(folderId) ? 0 : minuteMs,
  gcTime: 30 * minuteMs,
}))

const isOfSomebodyElse = (id: FolderId) =>
  (mailboxCache()
    .folders()
    .find((folder) => folder.id === id)?.owner ?? null) !== null

/**
 * One message. Its text never changes under its id, only its flags, which live events keep right. It is read to its end whoever asked:
 * whoever answers a message that has not come yet goes on waiting for the very answer that the page before asked for.
 */
export const messageQuery = defineQueryOptions((id: MessageId) => ({
  key: keys.message(id),
  query: () => call(readMessage, { params: { messageId: id } }),
  staleTime: Infinity,
  gcTime: 10 * minuteMs,
}))
