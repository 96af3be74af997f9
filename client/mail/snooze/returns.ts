import { defineQueryOptions, useQuery } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { listSnoozed } from '#contract/snooze.ts'
import { mailboxCache } from '../mailbox-cache.ts'

const key = ['snoozed']

/** Which messages come back when. */
const snoozedQuery = defineQueryOptions(() => ({
  key,
  query: ({ signal }) => call(listSnoozed, {}, { signal }),
  staleTime: 0,
}))

/** Call it in setup. */
export const useReturns = () => useQuery(snoozedQuery)

/** Reads them again where they are shown. */
export function forgetReturns(): void {
  // What cannot be read now is read when the folder is next shown.
  mailboxCache()
    .cache.invalidateQueries({ key })
    .catch(() => undefined)
}
