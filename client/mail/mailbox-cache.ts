import { useQueryCache } from '@pinia/colada'
import { type Folder, type FolderList } from '#contract/folders.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type Message, type MessageSummary } from '#contract/messages.ts'
import { type FolderRows } from './folder-rows.ts'

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

  const rowsOf = (folderId: FolderId) => cache.getQueryData<FolderRows>(keys.rows(folderId))
  const allRows = (): FolderRows[] =>
    cache.getEntries({ key: keys.allRows() }).flatMap((entry) => {
      const data = entry.state.value.data as FolderRows | undefined
      return data ? [data] : []
    })

  function setRows(rows: FolderRows): void {
    if (rowsOf(rows.folderId) !== rows) cache.setQueryData(keys.rows(rows.folderId), rows)
  }

  const folders = (): readonly Folder[] => cache.getQueryData<FolderList>(keys.folders())?.items ?? []

  /** Whether the mail server can put messages into conversations. */
  const groups = (): boolean => cache.getQueryData<FolderList>(keys.folders())?.groups ?? false

  function changeFolder(folderId: FolderId, change: (folder: Folder) => Folder): void {
    const list = cache.getQueryData<FolderList>(keys.folders())
    if (!list) return
    const items = list.items.map((folder) => (folder.id === folderId ? change(folder) : folder))
    cache.setQueryData<FolderList>(keys.folders(), { ...list, items })
  }

  /** What is known of a message without asking: its row, or the message itself when it was opened. */
  function findMessage(id: MessageId): MessageSummary | undefined {
    for (const rows of allRows()) {
      for (const row of rows.rows.values()) if (row.id === id) return row
    }
    return cache.getQueryData<Message>(keys.message(id)) ?? findGrouped(id)
  }

  function findGrouped(id: MessageId): MessageSummary | undefined {
    for (const { grouping, rows } of allRows()) {
      if (!grouping) continue
      for (const row of rows.values()) {
        const found = grouping.messagesOf(row).find((message) => message.id === id)
        if (found) return found
      }
    }
    return undefined
  }

  function changeMessage(id: MessageId, change: (message: Message) => Message): void {
    const message = cache.getQueryData<Message>(keys.message(id))
    if (message) cache.setQueryData(keys.message(id), change(message))
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
