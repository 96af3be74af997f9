import type { ImapFlow } from 'imapflow'
import { Problem } from '#server/problem.ts'
import { KeptResults } from '../../kept-results.ts'
import type { FolderDescription } from '../../mail-account.ts'
import {
  mostSearchesAtOnce,
  type Found,
  type FoundWindow,
  type MailQuery,
  type MailSearch,
  type RunningSearch,
  type SearchNews,
} from '../../mail-search.ts'
import { mailProblem } from '../../problems.ts'
import { KeptConnection } from '../kept-connection.ts'
import { isSearched } from '../../search-match.ts'
import type { RowCache } from '../row-cache.ts'
import { foundRows } from './found-rows.ts'
import { SearchRun, type SearchedFolder } from './search-run.ts'

/** People refine what they search for within moments; then the connection is still there with its folder selected. */
const keepUnusedMs = 60_000

interface Options {
  open: () => Promise<ImapFlow>
  /** The folders as they were last read, all of them counted; counts may be a little older than the folders. */
  folders: () => Promise<readonly FolderDescription[]>
  user: string
  cache: RowCache
}

/** Searching on connections of its own, so that reading stays quick; at most two, each ended when its search is left. */
export class ImapSearch implements MailSearch {
  readonly #options: Options
  readonly #results = new KeptResults()
  readonly #connections = new Set<KeptConnection>()
  #unused: KeptConnection[] = []
  #running = 0

  constructor(options: Options) {
    this.#options = options
  }

  async start(query: MailQuery): Promise<RunningSearch> {
    if (this.#running >= mostSearchesAtOnce) throw new Problem('too-many-requests', { retryAfterSeconds: 1 })
    this.#running += 1
    const connection = this.#take()
    try {
      return this.#prepare(query, connection, await this.#foldersFor(query, connection))
    } catch (error) {
      this.#running -= 1
      this.#giveBack(connection)
      throw error
    }
  }

  async window(searchId: string, offset: number, limit: number): Promise<FoundWindow> {
    const result = this.#results.of(searchId)
    const items: Found[] = []
    const connection = this.#take()
    try {
      for (const { folder, validity, uids } of result.slice(offset, limit)) {
        const found = await connection
          .runIn(folder, async (client) =>
            String(client.mailbox.uidValidity) === validity ? foundRows(client, uids, result.query, this.#options) : [],
          )
          .catch((error: unknown) => {
            if (error instanceof Problem && error.type === 'folder-gone') return []
            throw error
          })
        items.push(...found)
      }
    } finally {
      this.#giveBack(connection)
    }
    return { searchId, offset, total: result.total, items }
  }

  close(): void {
    for (const connection of this.#connections) connection.close()
    this.#connections.clear()
    this.#unused = []
  }

  #prepare(query: MailQuery, connection: KeptConnection, folders: readonly SearchedFolder[]): RunningSearch {
    const result = this.#results.make(query)
    let isOver = false
    const end = (keep: boolean) => {
      if (isOver) return
      isOver = true
      this.#running -= 1
      if (keep) this.#giveBack(connection)
      else this.#drop(connection)
    }
    return {
      searchId: result.searchId,
      total: folders.reduce((sum, { total }) => sum + total, 0),
      run: async (listener) => {
        const tell = (news: SearchNews) => {
          if (!isOver) listener(news)
        }
        try {
          const { user, cache } = this.#options
          const options = { connection, folders, result, user, cache, tell, isStopped: () => isOver }
          const complete = await new SearchRun(options).run()
          tell({ type: 'done', found: result.total, complete })
          end(true)
        } catch (error) {
          tell({ type: 'failed', found: result.total, problem: mailProblem(error).type })
          end(false)
        }
      },
      // A command under way is not answered sooner for being unwanted: only closing the connection ends the work.
      stop: () => end(false),
    }
  }

  /** The folders to search, in this order, with how many messages each has. Throws `folder-gone`. */
  async #foldersFor(query: MailQuery, connection: KeptConnection): Promise<SearchedFolder[]> {
    const { folder } = query
    if (folder !== undefined) {
      const total = await connection.runIn(folder, (client) => Promise.resolve(client.mailbox.exists))
      return [{ path: folder, total }]
    }
    const searched = (await this.#options.folders()).filter(
      (each) => each.holdsMessages && each.role !== 'all' && each.role !== 'flagged' && isSearched(query, each),
    )
    return searched.toSorted((a, b) => rankOf(a) - rankOf(b)).map(({ path, total }) => ({ path, total: total ?? 0 }))
  }

  #take(): KeptConnection {
    const kept = this.#unused.pop()
    if (kept) return kept
    const connection = new KeptConnection({ open: this.#options.open, shedAfterMs: keepUnusedMs })
    this.#connections.add(connection)
    return connection
  }

  #giveBack(connection: KeptConnection): void {
    if (this.#unused.length >= mostSearchesAtOnce || !this.#connections.has(connection)) this.#drop(connection)
    else this.#unused.push(connection)
  }

  #drop(connection: KeptConnection): void {
    connection.close()
    this.#connections.delete(connection)
  }
}

/** The own inbox first, then own folders, then those of others; what was thrown away last. All and Flagged only show these again. */
function rankOf({ role, owner }: FolderDescription): number {
  if (role === 'trash' || role === 'junk') return 3
  if (owner !== null) return 2
  return role === 'inbox' ? 0 : 1
}
