import { defineQueryOptions, useQuery } from '@pinia/colada'
import { computed, type ComputedRef, type Ref } from 'vue'
import { call } from '#client/api/call.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { listMessages } from '#contract/messages.ts'
import { findPeople } from '#contract/people.ts'

const minuteMs = 60_000
/** As many as one window of a list may hold. */
const newest = 200
/** Whoever looks like somebody else begins like them, nearly always. */
const firstLetters = 3

const lower = (people: readonly { address: string }[]) => [
  ...new Set(people.map(({ address }) => address.toLowerCase())),
]

/** Whom the newest messages went to that the person has sent, from any browser. */
const writtenToQuery = defineQueryOptions(() => ({
  key: ['written-to'],
  async query({ signal }) {
    const sent = mailboxCache()
      .folders()
      .find(({ role, owner }) => role === 'sent' && owner === null)
    if (!sent) return []
    const request = { params: { folderId: sent.id }, query: { offset: 0, limit: newest } }
    const { items } = await call(listMessages, request, { signal })
    return lower(items.flatMap(({ to }) => to))
  },
  staleTime: 10 * minuteMs,
}))

/** People of the directory whose name or address begins so. */
const colleaguesQuery = defineQueryOptions((start: string) => ({
  key: ['colleagues', start],
  query: async ({ signal }) => lower((await call(findPeople, { query: { query: start } }, { signal })).items),
  staleTime: 10 * minuteMs,
}))

/**
 * What the server knows of people who could be meant, asked for once there is an address to hold against it; empty until then, and
 * where it cannot be had. `newestInside`: the address of the person's own organisation that was added last.
 */
export function useWrittenTo(hasAny: () => boolean, newestInside: Ref<string>): ComputedRef<readonly string[]> {
  const written = useQuery(() => ({ ...writtenToQuery(), enabled: hasAny() }))
  const start = computed(() => newestInside.value.slice(0, firstLetters))
  const colleagues = useQuery(() => ({ ...colleaguesQuery(start.value), enabled: start.value.length === firstLetters }))
  return computed(() => [...(written.data.value ?? []), ...(colleagues.data.value ?? [])])
}
