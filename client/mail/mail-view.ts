import { defineStore } from 'pinia'
import { computed, type Ref, ref, shallowRef } from 'vue'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { foundListId } from './found-list.ts'
import { messageIdsOf, rowIdsOf } from './grouped-rows.ts'
import { isWhole, knownIds, sizeOf, type Target, type WholeSelection } from './selection.ts'

/** Moves the focus to where it goes on when messages are about to leave; resolves once they may go. */
export type Landing = (leaving: readonly MessageId[]) => Promise<void>

/**
 * What the person looks at: which list, which message, what is selected. Only ids; what they stand for is in the cache.
 * The route says which folder and message, and the mail screen keeps this in step with it.
 */
export const useMailView = defineStore('mail-view', () => {
  const folderId = ref<FolderId | null>(null)
  /** The search whose results stand in place of the folder's list. */
  const searchKey = ref<string | null>(null)
  const openId = ref<MessageId | null>(null)
  /** The row that has, or had last, the focus in the list. */
  const focusedId = ref<MessageId | null>(null)
  const { without, ...selected } = useSelection()
  /** The focus is in the list, or the list is scrolled: then new mail waits instead of moving rows. */
  const isInList = ref(false)
  const isScrolled = ref(false)
  /** Where the focus is: actions without a selection are about the open message or about the row. */
  const isInMessage = ref(false)
  /** Of an open conversation, the messages that actions are about there: all, or the one with the focus; and which is answered. */
  const reading = shallowRef<{ ids: readonly MessageId[]; answerId: MessageId } | null>(null)
  /** Just signed in: the focus goes to the newest unread row once the list is there. */
  const landsOnNewest = ref(false)

  /** Rows must not move now. */
  const isReading = computed(() => isInList.value || isScrolled.value || selected.selection.value !== null)

  /** The list on the screen: of the folder, or of what the search found. */
  const listId = computed(() => (searchKey.value === null ? folderId.value : foundListId(searchKey.value)))

  let landing: Landing | undefined

  /** Reads what is on the screen again, where that lies below the first rows. */
  let readShown: (() => Promise<void>) | undefined

  const about = useTarget({ isInMessage, openId, focusedId, reading, listId, selection: selected.selection })

  /** The mail screen says how the focus goes on. */
  function landWith(land: Landing | undefined): void {
    landing = land
  }

  /** The list says how what is on the screen is read again. */
  function readShownWith(read: (() => Promise<void>) | undefined): void {
    readShown = read
  }

  async function leave(leaving: Target): Promise<void> {
    const messages = isWhole(leaving) ? knownIds(leaving) : leaving
    const ids = [...messages, ...rowIdsOf(listId.value, messages)]
    await landing?.(ids)
    if (isWhole(leaving)) selected.select([])
    else without(ids)
  }

  return {
    ...selected,
    folderId,
    searchKey,
    listId,
    openId,
    focusedId,
    isInList,
    isScrolled,
    isInMessage,
    isReading,
    reading,
    ...about,
    landsOnNewest,
    ...useQuestions(),
    landWith,
    readShownWith,
    readShownAgain: async () => readShown?.(),
    leave,
  }
})

interface Places {
  isInMessage: Ref<boolean>
  openId: Ref<MessageId | null>
  focusedId: Ref<MessageId | null>
  reading: Ref<{ ids: readonly MessageId[] } | null>
  listId: Ref<FolderId | null>
  selection: Ref<Target | null>
}

/** What actions are about: always messages, also where rows stand for several. */
function useTarget({ isInMessage, openId, focusedId, reading, listId, selection }: Places) {
  const selectedMessages = computed<Target | null>(() => {
    const chosen = selection.value
    return chosen === null || isWhole(chosen) ? chosen : messageIdsOf(listId.value, chosen)
  })

  /** The open message while the focus is in it, else the selection, else the row. */
  const target = computed<Target>(() => {
    if (isInMessage.value && openId.value) return reading.value?.ids ?? [openId.value]
    if (selectedMessages.value) return selectedMessages.value
    const one = focusedId.value ?? openId.value
    return one ? messageIdsOf(listId.value, [one]) : []
  })
  return { selectedMessages, target }
}

/** What is selected: messages by name, or everything of a kind. */
function useSelection() {
  const chosenIds = shallowRef<ReadonlySet<MessageId>>(new Set())
  /** Everything of a kind in the folder is selected, beyond what is loaded; then no ids are. */
  const whole = shallowRef<WholeSelection | null>(null)
  /** The selected messages that are known here. */
  const selectedIds = computed<ReadonlySet<MessageId>>(() =>
    whole.value ? new Set(knownIds(whole.value)) : chosenIds.value,
  )
  /** Null where only the server knows the number. */
  const selectedCount = computed(() => (whole.value ? sizeOf(whole.value) : chosenIds.value.size))
  const selection = computed<Target | null>(
    () => whole.value ?? (chosenIds.value.size > 0 ? [...chosenIds.value] : null),
  )

  function select(ids: Iterable<MessageId>): void {
    whole.value = null
    chosenIds.value = new Set(ids)
  }

  function selectWhole(next: WholeSelection): void {
    chosenIds.value = new Set()
    whole.value = next
  }

  function without(ids: readonly MessageId[]): void {
    if (ids.some((id) => chosenIds.value.has(id))) select([...chosenIds.value].filter((id) => !ids.includes(id)))
  }

  return { selectedIds, selectedCount, selection, whole, select, selectWhole, without }
}

/** What a dialog asks about. */
function useQuestions() {
  return {
    /** Messages for which the person is choosing a folder, or that wait for a yes before they are deleted for ever. */
    choosingFolderFor: shallowRef<Target | null>(null),
    askingToDelete: shallowRef<Target | null>(null),
    /** Or labels, or a time to come back. */
    choosingLabelsFor: shallowRef<Target | null>(null),
    choosingTimeFor: shallowRef<Target | null>(null),
    /** Or people one message is to be sent on to. */
    redirectingId: shallowRef<MessageId | null>(null),
  }
}
