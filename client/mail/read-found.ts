import { call } from '#client/api/call.ts'
import { listFound, type SearchHit } from '#contract/search.ts'
import { type FolderRows, isUnread, placedRows } from './folder-rows.ts'
import { foundListId } from './found-list.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { emptyRows, mostStreamed, type Search, useSearches } from './searches.ts'

const mostRowsPerRequest = 200

/** The list of a search as far as it is known. Its rows have no gap: what is not known yet is at the end. */
export function foundRows(searchKey: string): FolderRows {
  return mailboxCache().rowsOf(foundListId(searchKey)) ?? emptyRows(searchKey)
}

/** Puts what was found at the end of the list; `readTo` is how many of all that were found it then has had. */
export function appendFound(searchKey: string, items: readonly SearchHit[], readTo: number): void {
  const searches = useSearches()
  searches.change(searchKey, { readTo })
  const search = searches.find(searchKey)
  if (search) mailboxCache().setRows(withFound(foundRows(searchKey), items, search))
}

/** The list has a row for everything that was found: those not known yet are at its end. */
export function countFound(searchKey: string): void {
  const search = useSearches().find(searchKey)
  const rows = foundRows(searchKey)
  const total = search ? rows.rows.size + restOf(search) : rows.total
  if (total !== rows.total) mailboxCache().setRows({ ...rows, total })
}

function withFound(known: FolderRows, items: readonly SearchHit[], search: Search): FolderRows {
  // A row that came back after others had left may stand too far down.
  const before = placedRows(known).map(({ row }) => row)
  const present = new Set(before.map(({ id }) => id))
  const all = [...before, ...items.filter(({ id }) => !present.has(id))]
  return {
    ...known,
    total: all.length + restOf(search),
    unread: all.filter(isUnread).length,
    rows: new Map(all.map((row, position) => [position, row])),
  }
}

/** Found and not in the list yet. While the server sends rows by itself, those it has only counted are on their way. */
function restOf({ state, found, readTo }: Search): number {
  return state === 'running' && readTo < mostStreamed ? 0 : Math.max(found - readTo, 0)
}

const reading = new Map<string, Promise<void>>()

/**
 * Reads on until the row at `position` is known; from one end to the other, because rows that left the list meanwhile are
 * still counted by the server.
 * @throws {ApiProblem}
 */
export async function readFound(searchKey: string, position: number, signal?: AbortSignal): Promise<FolderRows> {
  const before = reading.get(searchKey) ?? Promise.resolve()
  const now = before.catch(() => undefined).then(() => readOn(searchKey, position, signal))
  reading.set(searchKey, now)
  await now
  return foundRows(searchKey)
}

async function readOn(searchKey: string, position: number, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const search = useSearches().find(searchKey)
    const isKnown = foundRows(searchKey).rows.size > position
    if (!search?.searchId || isKnown || restOf(search) === 0) return
    const { searchId, readTo } = search
    const { items, total } = await call(
      listFound,
      { params: { searchId }, query: { offset: readTo, limit: mostRowsPerRequest } },
      signal ? { signal } : {},
    )
    if (useSearches().find(searchKey)?.searchId !== searchId) return
    appendFound(searchKey, items, Math.min(readTo + mostRowsPerRequest, Math.max(total, search.found)))
  }
}
