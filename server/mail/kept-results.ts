import { randomBytes } from 'node:crypto'
import { Problem } from '#server/problem.ts'
import type { FolderPath } from './mail-account.ts'
import type { MailQuery } from './mail-search.ts'

/** Messages of one folder under one UIDVALIDITY. */
export interface FoundLot {
  folder: FolderPath
  validity: string
  uids: readonly number[]
}

/** What one search found, in the order of finding; about eight bytes a message. */
export class KeptResult {
  readonly searchId = randomBytes(15).toString('base64url')
  readonly query: MailQuery
  readonly #lots: FoundLot[] = []
  #total = 0

  constructor(query: MailQuery) {
    this.query = query
  }

  get total(): number {
    return this.#total
  }

  add(lot: FoundLot): void {
    this.#lots.push(lot)
    this.#total += lot.uids.length
  }

  /** What stands from `offset` on, at most `limit` messages. */
  slice(offset: number, limit: number): FoundLot[] {
    const slices: FoundLot[] = []
    let start = 0
    for (const lot of this.#lots) {
      const uids = lot.uids.slice(Math.max(0, offset - start), Math.max(0, offset + limit - start))
      if (uids.length > 0) slices.push({ ...lot, uids })
      start += lot.uids.length
      if (start >= offset + limit) break
    }
    return slices
  }
}

const mostKept = 5

/** The last results of one account, the longest unused forgotten first. */
export class KeptResults {
  readonly #results = new Map<string, KeptResult>()

  make(query: MailQuery): KeptResult {
    const result = new KeptResult(query)
    this.#results.set(result.searchId, result)
    const oldest = this.#results.keys().next().value
    if (this.#results.size > mostKept && oldest !== undefined) this.#results.delete(oldest)
    return result
  }

  /** Throws Problem `search-gone`. */
  of(searchId: string): KeptResult {
    const result = this.#results.get(searchId)
    if (!result) throw new Problem('search-gone')
    this.#results.delete(searchId)
    this.#results.set(searchId, result)
    return result
  }
}
