import { defineQueryOptions, useQuery } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { listOutbox } from '#contract/outbox.ts'
import { mailboxCache } from '../mailbox-cache.ts'

const key = ['outbox']

const outboxQuery = defineQueryOptions(() => ({
  key,
  query: ({ signal }) => call(listOutbox, {}, { signal }),
  staleTime: 2_000,
}))

/** What waits to be sent, or was sent a moment ago. Call it in setup. */
export const useOutbox = () => useQuery(outboxQuery)

/** Reads it again, where it is shown. */
export async function readOutboxAgain(): Promise<void> {
  await mailboxCache()
    .cache.invalidateQueries({ key })
    .catch(() => undefined)
}
