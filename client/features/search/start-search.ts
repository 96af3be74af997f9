import { useMailView } from '#client/mail/mail-view.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useSearches } from '#client/mail/searches.ts'
import { knownLabels } from './known-labels.ts'
import { type QueryFault, resolveQuery } from './resolve-query.ts'
import { runSearch } from './run-search.ts'

/**
 * Begins to search for what the person wrote; or says why it cannot be searched for. Load this file by `import()` only: a
 * static import beside those would cost the first screen one more file.
 */
export function startSearch(text: string): { key: string } | { faults: readonly QueryFault[] } {
  const searches = useSearches()
  const view = useMailView()
  const { folders } = mailboxCache()
  const resolved = resolveQuery(text, { folders: folders(), labels: knownLabels(), isInText: searches.isInText })
  if ('faults' in resolved) return resolved
  // A search from within results goes back to where the first one came from.
  const cameFrom = searches.find(view.searchKey)?.cameFrom ?? { folderId: view.folderId, rowId: view.focusedId }
  searches.stopAll()
  const { key } = searches.add({ text: text.trim(), query: resolved.query, cameFrom })
  void runSearch(key)
  return { key }
}
