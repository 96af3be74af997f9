import { useQuery } from '@pinia/colada'
import { computed, markRaw, watch } from 'vue'
import { type Draft } from '#client/mail/draft.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { messageQuery } from '#client/mail/queries.ts'
import { useSession } from '#client/mail/use-mailbox.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Message } from '#contract/messages.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { type RichDocument } from '#contract/rich-text.ts'
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
    const formatted = target.document && (await quoteFormatted(target, message, words))
    // The person may have begun to write meanwhile; what they typed stays as it is.
    if (target.prefilledText === null && target.text === '') {
      fillDraft(target, message, words, ownAddresses.value)
      target.document = formatted
      if (formatted) target.text = target.prefilledText = plainTextOf(formatted)
    } else target.prefilledText ??= ''
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

/** The same as formatted text; null where the editor cannot be loaded, and the answer is plain then. */
async function quoteFormatted(draft: Draft, message: Message, words: string): Promise<RichDocument | null> {
  try {
    const { quoteOriginal } = await import('./editor/quote-original.ts')
    return markRaw(quoteOriginal(draft, message, words))
  } catch {
    return null
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
