import { onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { contactChanges } from '#client/mail/contacts/contact-changes.ts'
import { type ContactRow, type ContactWindow, listContacts } from '#contract/contacts.ts'

/** Long enough that a name typed at speed asks once, short enough not to be waited for. */
const pauseMs = 150
const stretch = 100
/** So many are read in place; of more the rest is read when it comes to the screen. */
const mostStretches = 5

/** Who is shown: everybody, a book, a group, the favourites, or those only written to. */
export type Shown =
  | { kind: 'all' }
  | { kind: 'book'; id: string }
  | { kind: 'group'; name: string }
  | { kind: 'favourites' }
  | { kind: 'collected' }

/** The contacts that fit, as far as they have been looked at. Call it in setup. */
export function useContactList() {
  const filter = reactive<Filter>({ query: '', shown: { kind: 'all' } })
  const { read, again, stop, ...list } = readContacts(filter)
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Somebody has asked for others, and has not heard yet how many fit. */
  let isAsked = false
  watch(
    () => [filter.query, filter.shown],
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        isAsked = true
        void read([0], true).then(tell)
      }, pauseMs)
    },
  )
  watch(contactChanges, () => void again(!isAsked).then(tell))
  void again()
  onScopeDispose(() => {
    clearTimeout(timer)
    stop()
  })

  /** One reading may have taken the place of another, which then tells nothing. */
  function tell(isDone: boolean): void {
    if (!isDone || !isAsked) return
    isAsked = false
    const { error, facts } = list
    if (error.value === null && facts.value) announce(t('contacts.found', { count: facts.value.total }))
  }

  return { filter, again: () => again(), ...list }
}

function readContacts(filter: Filter) {
  const rows = shallowRef<ReadonlyMap<number, ContactRow>>(new Map())
  const facts = shallowRef<Facts | null>(null)
  const error = shallowRef<unknown>(null)
  const isLoading = ref(false)
  const asking = new Set<number>()
  let controller = new AbortController()

  /**
   * Asks for stretches by where they begin. `isNew`: what is known of others is out of date. `isQuiet`: what is shown stays where that fails.
   * False where it was given up for a newer one.
   */
  async function read(offsets: readonly number[], isNew: boolean, isQuiet = false): Promise<boolean> {
    if (isNew) startAnew()
    const { signal } = controller
    for (const offset of offsets) asking.add(offset)
    isLoading.value = true
    try {
      const found = await Promise.all(offsets.map((offset) => readStretch(asked(filter), offset, signal)))
      const fresh = found.flatMap(({ items, offset }) => items.map((row, at) => [offset + at, row] as const))
      rows.value = new Map([...(isNew ? [] : rows.value), ...fresh])
      facts.value = found.at(-1) ?? facts.value
      error.value = null
    } catch (reason) {
      if (!signal.aborted && !(isQuiet && facts.value)) error.value = reason
    } finally {
      if (!signal.aborted) {
        for (const offset of offsets) asking.delete(offset)
        isLoading.value = asking.size > 0
      }
    }
    return !signal.aborted
  }

  function startAnew(): void {
    controller.abort()
    controller = new AbortController()
    asking.clear()
  }

  /** Rows on the screen that are not known, both ends included. */
  function need(from: number, to: number): void {
    const offsets: number[] = []
    for (let offset = startOf(from); offset <= to; offset += stretch) if (!asking.has(offset)) offsets.push(offset)
    if (offsets.length > 0) void read(offsets, false)
  }

  /** What has been looked at is read in place, so that nothing moves that need not. */
  function again(isQuiet = false): Promise<boolean> {
    const known = [...new Set([0, ...[...rows.value.keys()].map(startOf)])]
    return read(known.slice(-mostStretches), true, isQuiet)
  }

  return { rows, facts, error, isLoading, read, again, need, stop: () => controller.abort() }
}

type Facts = Omit<ContactWindow, 'items' | 'offset'>

const startOf = (position: number) => position - (position % stretch)

export interface Filter {
  query: string
  shown: Shown
}

/** What is looked for, as the server is asked for it. */
export function asked({ query, shown }: Filter) {
  const collected = shown.kind === 'collected' ? ('true' as const) : ('false' as const)
  return { query: query.trim().slice(0, 200), collected, ...choiceOf(shown) }
}

/** What the server is asked for, to be shown or to be saved as a file. */
export function choiceOf(shown: Shown): { group?: string; book?: string; favourites?: 'true' } {
  if (shown.kind === 'favourites') return { favourites: 'true' }
  if (shown.kind === 'group') return { group: shown.name }
  return shown.kind === 'book' ? { book: shown.id } : {}
}

function readStretch(query: ReturnType<typeof asked>, offset: number, signal: AbortSignal): Promise<ContactWindow> {
  return call(listContacts, { query: { ...query, offset, limit: stretch } }, { signal })
}
