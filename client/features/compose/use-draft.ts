import { useQuery } from '@pinia/colada'
import { computed, markRaw, watch } from 'vue'
import { type Draft } from '#client/mail/draft.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { identitiesQuery, writesForOf } from '#client/mail/identities.ts'
import { messageQuery } from '#client/mail/queries.ts'
import { useSession } from '#client/mail/use-mailbox.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Message } from '#contract/messages.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { type RichDocument } from '#contract/rich-text.ts'
import { fillDraft } from './fill-draft.ts'
import { openInner } from './inner-content.ts'
import { begin, changeIdentity } from './identity/change-identity.ts'
import { picturesOfMessage } from './files/files-of-message.ts'
import { wordsOf } from './words-of.ts'

/** The open draft, filled from the message it answers as soon as that is there. */
export function useDraft(draftKey: () => string) {
  const drafts = useDrafts()
  const { session } = useSession()
  const draft = computed<Draft | undefined>(() => drafts.find(draftKey()))
  const needsOriginal = computed(() => draft.value?.prefilledText === null && draft.value.messageId !== null)
  const { identities, ownAddresses, ownDomains, placesFor } = useOwnAddresses()

  const original = useQuery(() => ({
    ...messageQuery((draft.value?.messageId ?? '') as MessageId),
    enabled: needsOriginal.value,
  }))

  async function fill(target: Draft, original: Message): Promise<void> {
    const { message, whole } = await openInner(original)
    // Where the identities cannot be read it is written without them.
    const [words] = await Promise.all([wordsOf(message), identities.refresh().catch(() => null)])
    const pictures = picturesOfMessage(message)
    const formatted = target.document && (await quoteFormatted(target, message, words, pictures.names))
    // The person may have begun to write meanwhile; what they typed stays as it is.
    if (target.prefilledText === null && target.text === '') {
      fillDraft(target, message, words, placesFor(target))
      target.document = formatted
      if (target.kind === 'forward') target.files.push(...(formatted ? pictures.files : []), ...whole)
      if (formatted) target.text = target.prefilledText = plainTextOf(formatted)
      begin(target, identities.data.value)
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

  // A message that answers nothing need not wait for them.
  watch(
    [identities.data, draft],
    ([list]) => {
      if (list && draft.value?.kind === 'new') begin(draft.value, list)
    },
    { immediate: true },
  )

  return {
    draft,
    session,
    ownAddresses,
    ownDomains,
    identities: identities.data,
    changeFrom: (target: Draft, address: string) => changeIdentity(target, address, identities.data.value),
    needsOriginal,
    originalProblem: original.error,
    askAgain: original.refetch,
  }
}

/** The addresses one may write from; those of the directory while no more is known. */
function useOwnAddresses() {
  const { session } = useSession()
  const identities = useQuery(identitiesQuery())
  const list = identities.data
  const ofDirectory = computed(() => session.value?.person.addresses ?? [])
  const ownAddresses = computed(() => list.value?.items.map(({ address }) => address) ?? ofDirectory.value)
  /** Without those of other people's mailboxes. */
  const personAddresses = computed(() => ownAddresses.value.filter((address) => !writesForOf(list.value, address)))
  const defaultAddress = computed(() => list.value?.defaultAddress ?? ofDirectory.value[0] ?? '')
  const ownDomains = computed(() => [...new Set(ownAddresses.value.map(domainOf))])
  /** Where an answer comes from: in the mailbox of somebody else that one's address counts as one's own. */
  const placesFor = ({ mailbox }: Draft) => ({
    ownAddresses: [...personAddresses.value, ...(mailbox === undefined ? [] : [mailbox])],
    defaultAddress: defaultAddress.value,
    mailbox: writesForOf(list.value, mailbox)?.address,
  })
  return { identities, ownAddresses, ownDomains, placesFor }
}

/** The same as formatted text; null where the editor cannot be loaded, and the answer is plain then. */
async function quoteFormatted(
  draft: Draft,
  message: Message,
  words: string,
  pictures: ReadonlyMap<string, string>,
): Promise<RichDocument | null> {
  try {
    const { quoteOriginal } = await import('./quote-original.ts')
    return markRaw(quoteOriginal(draft, message, words, pictures))
  } catch {
    return null
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
