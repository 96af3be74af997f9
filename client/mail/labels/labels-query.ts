import { defineQueryOptions, useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { call } from '#client/api/call.ts'
import { type Label, listLabels, type MailboxLabels } from '#contract/labels.ts'
import { isCalled, shownLabel, type ShownLabel } from '../label-looks.ts'
import { keys, mailboxCache } from '../mailbox-cache.ts'

const minuteMs = 60_000

/** The labels of every mailbox. Those of the own one come with the first screen, and are read again here with the others. */
const labelsQuery = defineQueryOptions(() => ({
  key: keys.labels(),
  query: ({ signal }) => call(listLabels, {}, { signal }),
  staleTime: 5 * minuteMs,
  gcTime: false as const,
}))

export interface ShownMailbox extends Omit<MailboxLabels, 'labels'> {
  readonly labels: readonly ShownLabel[]
}

/** Call it in setup. Each mailbox's labels stand by name. */
export function useLabels() {
  const { data, error, refetch } = useQuery(labelsQuery)
  const mailboxes = computed<readonly ShownMailbox[]>(() => (data.value?.items ?? []).map(shown))
  if (isPartial()) void refetch()
  return { mailboxes, error, refetch }
}

/** The first screen brings those of the own mailbox alone. */
function isPartial(): boolean {
  const { cache, folders } = mailboxCache()
  const list = cache.getQueryData<{ items: MailboxLabels[] }>(keys.labels())
  return list?.items.length === 1 && folders().some(({ owner }) => owner !== null)
}

function shown(mailbox: MailboxLabels): ShownMailbox {
  return { ...mailbox, labels: mailbox.labels.map(shownLabel).sort((a, b) => a.name.localeCompare(b.name)) }
}

/** A label as its mailbox knows it: without the name that a common mark has in the reader's language alone. */
export function knownLabel(mailboxId: string, { keyword, name, colour, shape }: Label): Label {
  const list = mailboxCache().cache.getQueryData<{ items: MailboxLabels[] }>(keys.labels())
  const labels = list?.items.find((mailbox) => mailbox.mailboxId === mailboxId)?.labels ?? []
  return labels.find(isCalled(keyword)) ?? { keyword, name, colour, shape }
}

/** Brings a change of one mailbox's labels to the screen. An answer still on its way may be from before it: it is asked for again. */
export function changeKnownLabels(mailboxId: string, change: (labels: readonly Label[]) => Label[]): void {
  const { cache } = mailboxCache()
  const isAsked = cache.get(keys.labels())?.asyncStatus.value === 'loading'
  if (isAsked) cache.cancelQueries({ key: keys.labels() })
  const list = cache.getQueryData<{ items: MailboxLabels[] }>(keys.labels())
  if (!list) return
  const items = list.items.map((mailbox) =>
    mailbox.mailboxId === mailboxId ? { ...mailbox, labels: change(mailbox.labels) } : mailbox,
  )
  cache.setQueryData(keys.labels(), { items })
  if (isAsked) void cache.invalidateQueries({ key: keys.labels() }).catch(() => undefined)
}
