import { useQuery } from '@pinia/colada'
import { computed, watch } from 'vue'
import { type Draft } from '#client/mail/draft.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { messageQuery } from '#client/mail/queries.ts'
import { useSession } from '#client/mail/use-mailbox.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Message } from '#contract/messages.ts'
import { fillDraft } from './fill-draft.ts'
import { wordsOf } from './words-of.ts'

/** The open draft, filled from the message it answers as soon as that is there. */
export function useDraft(draftKey: () => string) {
  const drafts = useDrafts()
  const { session } = useSession()
  const draft = computed<Draft | undefined>(() => drafts.find(draftKey()))
  const needsOriginal = computed(() => draft.value?.prefilledText === null && draft.value.messageId !== null)
  const ownAddresses = computed(() => session.value?.person.addresses ?? [])
  const ownDomains = computed(() => [...new Set(ownAddresses.value.map(domainOf))])

  const original = useQuery(() => ({
    ...messageQuery((draft.value?.messageId ?? '') as MessageId),
    enabled: needsOriginal.value,
  }))

  async function fill(target: Draft, message: Message): Promise<void> {
    const words = await wordsOf(message)
    // The person may have begun to write meanwhile; what they typed stays as it is.
    if (target.prefilledText === null && target.text === '') fillDraft(target, message, words, ownAddresses.value)
    else target.prefilledText ??= ''
  }

  watch(
    [original.data, draft],
    ([message]) => {
      if (message && draft.value && needsOriginal.value && message.id === draft.value.messageId)
        void fill(draft.value, message)
    },
    { immediate: true },
  )

  return {
    draft,
    session,
    ownAddresses,
    ownDomains,
    needsOriginal,
    originalProblem: original.error,
    askAgain: original.refetch,
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
