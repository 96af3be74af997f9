import { type QueryCache, useQueryCache } from '@pinia/colada'
import { computed, type ComputedRef } from 'vue'
import { type Folder, type FolderList } from '#contract/folders.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type Message, type MessageSummary } from '#contract/messages.ts'
import { type FolderRows, type ListRow } from './folder-rows.ts'

/** Keys of what the server owns. Everything shown is read from these entries; nothing is copied out of them. */
export const keys = {
  session: () => ['session'],
  folders: () => ['folders'],
  savedSearches: () => ['saved-searches'],
  labels: () => ['labels'],
  pictureConsents: () => ['picture-consents'],
  viewChoices: () => ['view-choices'],
  identities: () => ['identities'],
  templates: () => ['templates'],
  allRows: () => ['messages'],
  rows: (folderId: FolderId) => ['messages', folderId],
  message: (id: MessageId) => ['message', id],
}

/** Reads and writes of the cached mailbox that several changes share. Needs an active Pinia. */
export function mailboxCache() {
  const cache = useQueryCache()

  const views = viewsOf(cache)

  const rowsOf = (folderId: FolderId) => cache.getQueryData<FolderRows>(keys.rows(folderId))
  const allRows = () => views.rows.value

  /** What was forgotten stays so: a change in it makes it no newer. */
  function setRows(rows: FolderRows): void {
    if (rowsOf(rows.folderId) === rows) return
    const key = keys.rows(rows.folderId)
    const forgotten = cache.getEntries({ key }).filter((entry) => entry.when === 0)
    cache.setQueryData(key, rows)
    for (const entry of forgotten) entry.when = 0
  }

  const folders = (): readonly Folder[] => views.folders.value?.items ?? []

  /** Whether the mail server can put messages into conversations. */
  const groups = (): boolean => views.folders.value?.groups ?? false

  function changeFolder(folderId: FolderId, change: (folder: Folder) => Folder): void {
    const list = cache.getQueryData<FolderList>(keys.folders())
    if (!list) return
    const items = list.items.map((folder) => (folder.id === folderId ? change(folder) : folder))
    // Whatever is told of, all that looks at folders is worked out anew.
    const isOther = items.some((folder, at) => folder !== list.items[at])
    if (isOther) cache.setQueryData<FolderList>(keys.folders(), { ...list, items })
  }

  /** What is known of a message without asking: its row, or the message itself when it was opened. */
  function findMessage(id: MessageId): MessageSummary | undefined {
    for (const { rows } of allRows()) {
      const row = rowById(rows, id)
      if (row) return row
    }
    return cache.getQueryData<Message>(keys.message(id)) ?? findGrouped(allRows(), id)
  }

  function changeMessage(id: MessageId, change: (message: Message) => Message): void {
    const message = cache.getQueryData<Message>(keys.message(id))
    const changed = message && change(message)
    if (changed !== message) cache.setQueryData(keys.message(id), changed)
  }

  /**
   * Marks a folder's list as out of date; one that is not on the screen is read again when it is next shown. A reading that is
   * under way is given up by that, so one that somebody waits for begins anew.
   */
  function forgetRows(folderId: FolderId): void {
    for (const entry of cache.getEntries({ key: keys.rows(folderId) })) {
      const isAwaited = entry.active && entry.asyncStatus.value === 'loading'
      cache.invalidate(entry)
      if (isAwaited) cache.fetch(entry).catch(() => undefined)
    }
  }

  return { cache, rowsOf, allRows, setRows, folders, groups, changeFolder, findMessage, changeMessage, forgetRows }
}

function findGrouped(lists: readonly FolderRows[], id: MessageId): MessageSummary | undefined {
  for (const { grouping, rows } of lists) {
    if (!grouping) continue
    for (const row of rows.values()) {
      const found = grouping.messagesOf(row).find((message) => message.id === id)
      if (found) return found
    }
  }
  return undefined
}

/** What much on the screen asks for, at each change of the screen. */
interface Views {
  folders: ComputedRef<FolderList | undefined>
  rows: ComputedRef<readonly FolderRows[]>
}

const allViews = new WeakMap<QueryCache, Views>()

/**
 * The cache tells everybody who has read anything of it that something of it has changed, whatever that was. These tell it on only
 * where the folders or the rows have changed.
 */
function viewsOf(cache: QueryCache): Views {
  const known = allViews.get(cache)
  if (known) return known
  const made: Views = {
    folders: computed(() => cache.getQueryData<FolderList>(keys.folders())),
    rows: computed<readonly FolderRows[]>((before = []) => {
      const now = cache.getEntries({ key: keys.allRows() }).flatMap((entry) => {
        const data = entry.state.value.data as FolderRows | undefined
        return data ? [data] : []
      })
      return now.length === before.length && now.every((rows, index) => rows === before[index]) ? before : now
    }),
  }
  allViews.set(cache, made)
  return made
}

const indexes = new WeakMap<FolderRows['rows'], Map<MessageId, ListRow>>()

/** The row called so. Rows are never changed in place, so they are put in order once. */
function rowById(rows: FolderRows['rows'], id: MessageId): ListRow | undefined {
  let index = indexes.get(rows)
  if (!index) {
    index = new Map(Array.from(rows.values(), (row) => [row.id, row]))
    indexes.set(rows, index)
  }
  return index.get(id)
}
