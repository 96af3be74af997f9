import { defineQueryOptions, useQuery } from '@pinia/colada'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { afterNavigationFocus } from '#client/accessibility/page-title.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { listManagedMailboxes, type ManagedMailbox } from '#contract/managed-mailboxes.ts'

const managedQuery = defineQueryOptions(() => ({
  key: ['managed-mailboxes'],
  query: async ({ signal }) => (await call(listManagedMailboxes, {}, { signal })).items,
  // It may be given and ended at any time, and nobody tells.
  staleTime: 0,
}))

/** Mailboxes of others of which the person may see to something. Call it in setup. */
export const useManagedMailboxes = (isWanted: () => boolean = () => true) =>
  useQuery(() => ({ ...managedQuery(), enabled: isWanted() }))

/** The mailbox that a page of the settings is about, which its address says (`?mailbox=`). Call it in setup. */
export function useChosenMailbox(needs: (managed: ManagedMailbox) => boolean = () => true) {
  const [route, router] = [useRoute(), useRouter()]
  const { data, isLoading } = useManagedMailboxes()
  const items = computed(() => (data.value ?? []).filter(needs))
  /** Undefined for the person's own. */
  const mailbox = computed(() => (typeof route.query.mailbox === 'string' ? route.query.mailbox : undefined))
  const chosen = computed(() => items.value.find((each) => each.mailbox === mailbox.value) ?? null)
  /** What it is called; null for the person's own. */
  const whose = computed(() => (mailbox.value === undefined ? null : plainLine(chosen.value?.name ?? mailbox.value)))
  const choose = async (next: string | undefined): Promise<void> => {
    // The focus stays where it was chosen.
    afterNavigationFocus('none')
    await router.replace({ ...route, query: next === undefined ? {} : { mailbox: next } })
  }
  return { items, mailbox, chosen, whose, choose, isLoading }
}

/** Words about a mailbox: those for one's own, or others that name whose it is. */
export const wordsOf =
  (whose: string | null) =>
  (own: string, others: string, values: Record<string, string | number> = {}): string =>
    whose === null ? t(own, values) : t(others, { ...values, whose })
