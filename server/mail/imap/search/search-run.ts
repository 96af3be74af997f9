import { isNobodys } from '../../search-match.ts'
import type { KeptResult } from '../../kept-results.ts'
import type { FolderPath } from '../../mail-account.ts'
import { mostToldRows, type SearchNews, type SearchStage } from '../../mail-search.ts'
import { hasAttachment } from '../../mime/structure.ts'
import { Problem } from '#server/problem.ts'
import { fetchRows } from '../ext/fetch.ts'
import { searchUids, widestSearch } from '../ext/search.ts'
import type { KeptConnection, Selected } from '../kept-connection.ts'
import type { RowCache } from '../row-cache.ts'
import { folderKeyOf, rowsOfUids } from '../rows.ts'
import { criteriaOf } from './criteria.ts'
import { foundRows } from './found-rows.ts'
import { Pace } from './pace.ts'

const rowsAtOnce = 50

export interface SearchedFolder {
  path: FolderPath
  total: number
}

export interface SearchRunOptions {
  connection: KeptConnection
  folders: readonly SearchedFolder[]
  result: KeptResult
  user: string
  cache: RowCache
  tell: (news: SearchNews) => void
  isStopped: () => boolean
}

/**
 * One search: folder by folder all headers, then, where asked for, folder by folder the texts; in each folder the newest
 * stretch of sequence numbers first. What is removed meanwhile moves older messages into a stretch searched already, never out
 * of one to come, so nothing is missed; what is then found twice is counted once.
 */
export class SearchRun {
  readonly #options: SearchRunOptions
  readonly #known = new Map<FolderPath, { validity: string; uids: Set<number> }>()
  readonly #skipped = new Set<FolderPath>()
  #searched = 0
  #told = 0

  constructor(options: SearchRunOptions) {
    this.#options = options
  }

  /** @returns whether every folder could be searched; throws Problem when the connection fails. */
  async run(): Promise<boolean> {
    const { query } = this.#options.result
    await this.#stage('headers', new Pace({ first: 1_000, most: widestSearch }))
    if (query.includeBody && query.words.length > 0) await this.#stage('text', new Pace({ first: 100, most: 5_000 }))
    return this.#skipped.size === 0
  }

  async #stage(stage: SearchStage, pace: Pace): Promise<void> {
    this.#searched = 0
    for (const folder of this.#options.folders) {
      if (this.#skipped.has(folder.path)) continue
      const before = this.#searched
      await this.#folder(folder, stage, pace).catch((error: unknown) => this.#skip(error, folder.path))
      this.#searched = before + folder.total
    }
    this.#progress(stage)
  }

  /** Of several folders, one that is gone or closed to the person does not end the search of the others. */
  #skip(error: unknown, path: FolderPath): void {
    const isOneOfMany = this.#options.folders.length > 1
    const isItsOwn = error instanceof Problem && (error.type === 'folder-gone' || error.type === 'not-allowed')
    if (!isOneOfMany || !isItsOwn) throw error
    this.#skipped.add(path)
  }

  async #folder({ path }: SearchedFolder, stage: SearchStage, pace: Pace): Promise<void> {
    const { connection, isStopped, result } = this.#options
    let to = await connection.runIn(path, (client) => Promise.resolve(client.mailbox.exists))
    while (to > 0 && !isStopped()) {
      const range = { from: Math.max(1, to - pace.size + 1), to }
      const startedMs = performance.now()
      const uids = await connection.runIn(path, (client) => this.#search(client, range, stage))
      pace.took(performance.now() - startedMs)
      if (uids.length > 0) {
        result.add({ folder: path, validity: this.#known.get(path)?.validity ?? '', uids })
        await this.#tellRows(path, uids)
      }
      this.#searched += range.to - range.from + 1
      this.#progress(stage)
      to = range.from - 1
    }
  }

  /** What was not found before in this stretch, the newest first. */
  async #search(client: Selected, range: { from: number; to: number }, stage: SearchStage): Promise<number[]> {
    const { query } = this.#options.result
    const validity = String(client.mailbox.uidValidity)
    const known = this.#known.get(client.mailbox.path) ?? { validity, uids: new Set<number>() }
    if (known.validity !== validity) throw new Problem('folder-gone')
    this.#known.set(client.mailbox.path, known)
    const to = Math.min(range.to, client.mailbox.exists)
    if (range.from > to) return []
    const all = await searchUids(client, { from: range.from, to }, criteriaOf(query, stage, client))
    const fresh = all.filter((uid) => !known.uids.has(uid))
    const free = query.assigned === null ? await nobodys(client, fresh) : fresh
    const fitting = query.hasAttachment === undefined ? free : await this.#withAttachment(client, free)
    for (const uid of fitting) known.uids.add(uid)
    return fitting.toReversed()
  }

  async #withAttachment(client: Selected, uids: readonly number[]): Promise<number[]> {
    const { user, cache, result } = this.#options
    const fitting: number[] = []
    for (let start = 0; start < uids.length && !this.#options.isStopped(); start += rowsAtOnce) {
      const lot = uids.slice(start, start + rowsAtOnce)
      for (const { fixed } of await rowsOfUids(client, lot, folderKeyOf(user, client), cache)) {
        if (hasAttachment(fixed.parts) === result.query.hasAttachment) fitting.push(fixed.uid)
      }
    }
    return fitting.sort((a, b) => a - b)
  }

  async #tellRows(path: FolderPath, uids: readonly number[]): Promise<void> {
    const { connection, result, user, cache, tell, isStopped } = this.#options
    const wanted = uids.slice(0, mostToldRows - this.#told)
    for (let start = 0; start < wanted.length && !isStopped(); start += rowsAtOnce) {
      const lot = wanted.slice(start, start + rowsAtOnce)
      const items = await connection.runIn(path, (client) => foundRows(client, lot, result.query, { user, cache }))
      this.#told += lot.length
      if (items.length > 0) tell({ type: 'hits', items })
    }
  }

  #progress(stage: SearchStage): void {
    const { tell, folders, result } = this.#options
    const total = folders.reduce((sum, folder) => sum + folder.total, 0)
    tell({ type: 'progress', stage, searched: Math.min(this.#searched, total), total, found: result.total })
  }
}

/** Those that are assigned to nobody, whoever there may be. */
async function nobodys(client: Selected, uids: readonly number[]): Promise<number[]> {
  if (uids.length === 0) return []
  const rows = await fetchRows(client, { uids }, ['FLAGS'])
  const taken = new Set(rows.filter(({ flags }) => !isNobodys(flags ?? [])).map(({ uid }) => uid))
  return uids.filter((uid) => !taken.has(uid))
}
