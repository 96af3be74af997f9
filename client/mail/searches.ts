import { defineStore } from 'pinia'
import { ref, shallowReactive } from 'vue'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type SearchQuery } from '#contract/search.ts'
import { type FolderRows } from './folder-rows.ts'
import { rowsFromWindow } from './merge-rows.ts'
import { foundListId } from './found-list.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'

/** One search and how far it is. What it found is in the cache, like the list of a folder. */
export interface Search {
  /** Stands in the address; what is searched for never does. */
  readonly key: string
  /** As the person wrote it. */
  readonly text: string
  readonly query: SearchQuery
  /** The list and row they searched from. */
  readonly cameFrom: { readonly folderId: FolderId | null; readonly rowId: MessageId | null }
  readonly state: 'running' | 'done' | 'stopped' | 'failed'
  readonly stage: 'headers' | 'text'
  /** Messages looked at in this stage, and all there are to look at. */
  readonly searched: number
  readonly total: number
  /** By the server's count, in all stages. */
  readonly found: number
  /** False where a folder could not be searched. */
  readonly complete: boolean
  /** What the server calls it, once it has begun. */
  readonly searchId: string | null
  /** How many of those found the list has had, from the first; some may have left it since. */
  readonly readTo: number
  readonly problem: unknown
  /** The focus has still to go to the first result. */
  readonly awaitsFocus: boolean
  /** The person has heard how it ended. */
  readonly isTold: boolean
}

/** The server sends as many by itself; further ones are read when they come into view. */
export const mostStreamed = 500

const keptSearches = 20
const keptTexts = 8

/** The searches of this page, in its memory only: loading the page again forgets them. */
export const useSearches = defineStore('searches', () => {
  const all = shallowReactive(new Map<string, Search>())
  const recent = ref<readonly string[]>([])
  const isInText = ref(true)
  const stoppers = new Map<string, AbortController>()

  const find = (key: string | null): Search | undefined => (key === null ? undefined : all.get(key))

  function add(begin: Pick<Search, 'text' | 'query' | 'cameFrom'>): Search {
    const search: Search = { ...begin, ...unbegun, key: crypto.randomUUID(), awaitsFocus: true }
    all.set(search.key, search)
    mailboxCache().setRows(emptyRows(search.key))
    recent.value = [begin.text, ...recent.value.filter((text) => text !== begin.text)].slice(0, keptTexts)
    for (const key of [...all.keys()].slice(0, -keptSearches)) forget(key)
    return search
  }

  function change(key: string, changes: Partial<Search>): void {
    const search = all.get(key)
    if (search) all.set(key, { ...search, ...changes })
  }

  /** Begins from the start; what is in the list stays. Returns the signal by which it is stopped. */
  function begin(key: string): AbortSignal {
    stop(key)
    const stopper = new AbortController()
    stoppers.set(key, stopper)
    change(key, unbegun)
    return stopper.signal
  }

  function stop(key: string): void {
    if (all.get(key)?.state === 'running') change(key, { state: 'stopped' })
    stoppers.get(key)?.abort()
    stoppers.delete(key)
  }

  function stopAll(): void {
    for (const key of [...stoppers.keys()]) stop(key)
  }

  function forget(key: string): void {
    stop(key)
    all.delete(key)
    const { cache } = mailboxCache()
    for (const entry of cache.getEntries({ key: keys.rows(foundListId(key)), exact: true })) cache.remove(entry)
  }

  return { recent, isInText, find, add, change, begin, stop, stopAll }
})

const unbegun = {
  state: 'running',
  stage: 'headers',
  searched: 0,
  total: 0,
  found: 0,
  complete: true,
  searchId: null,
  readTo: 0,
  problem: null,
  isTold: false,
} as const satisfies Partial<Search>

export function emptyRows(searchKey: string): FolderRows {
  return rowsFromWindow({
    folderId: foundListId(searchKey),
    sort: 'arrived',
    reverse: false,
    offset: 0,
    total: 0,
    unread: 0,
    items: [],
  })
}
