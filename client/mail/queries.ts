import { defineQueryOptions } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { listFolders } from '#contract/folders.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { readMessage } from '#contract/messages.ts'
import { listSavedSearches } from '#contract/saved-searches.ts'
import { readSession } from '#contract/session.ts'
import { readRows, windowSize } from './load-rows.ts'
import { keys } from './mailbox-cache.ts'

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

/** The list of one folder; its first rows are read, the rest comes as it is scrolled to (`use-folder-rows.ts`). */
export const folderRowsQuery = defineQueryOptions((folderId: FolderId) => ({
  key: keys.rows(folderId),
  query: ({ signal }) => readRows(folderId, 0, windowSize, signal),
  staleTime: minuteMs,
  gcTime: 30 * minuteMs,
}))

/** One message. Its text never changes under its id, only its flags, which live events keep right. */
export const messageQuery = defineQueryOptions((id: MessageId) => ({
  key: keys.message(id),
  query: ({ signal }) => call(readMessage, { params: { messageId: id } }, { signal }),
  staleTime: Infinity,
  gcTime: 10 * minuteMs,
}))
