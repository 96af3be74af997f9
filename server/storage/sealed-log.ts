import type { Kysely } from 'kysely'
import type { SealedEntryRow, Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** What is read of a log: entries with the number they have in it, from 1, and their time. */
export type Numbered<T> = T & { number: number; atMs: number }

interface ReadOptions<T> {
  before?: number | undefined
  most?: number
  fits?: (entry: Numbered<T>) => boolean
}

interface Kind<T> {
  table: 'activity' | 'security_event'
  /** Everything an entry says, in an order that never changes: its mark is made of it. */
  partsOf: (entry: T) => unknown[]
}

/** Two who write at the same moment take the same number: one of them once more. */
const mostTries = 20
const mostAtOnce = 100

/**
 * What happened to each person, in order. Each entry has a mark made with our key of itself and of the mark before it: an entry
 * that was changed, or taken out from between others, is noticed. Only the newest could be cut off without that.
 */
export class SealedLog<T extends object> {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer
  readonly #kind: Kind<T>

  constructor(database: Kysely<Schema>, sealer: Sealer, kind: Kind<T>) {
    this.#database = database
    this.#sealer = sealer
    this.#kind = kind
  }

  async add(owner: string, entry: T, atMs: number): Promise<void> {
    const hash = this.#hashOf(owner)
    for (let tries = 1; ; tries += 1) {
      const last = await this.#rowsOf(hash).select(['number', 'mark']).limit(1).executeTakeFirst()
      const number = (last?.number ?? 0) + 1
      const before = last?.mark ?? ''
      const row = {
        ...{ owner_hash: hash, number, at_ms: atMs },
        sealed: this.#sealer.seal(JSON.stringify({ ...entry, before }), this.#purposeOf(hash, number)),
        mark: this.#markOf({ owner_hash: hash, number, at_ms: atMs }, entry, before),
      }
      const added = await this.#database
        .insertInto(this.#kind.table)
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      if (added.numInsertedOrUpdatedRows === 1n) return
      if (tries === mostTries) throw new Error(`An entry of ${this.#kind.table} could not be written`)
    }
  }

  /** Whether anything is noted of somebody. */
  async has(owner: string): Promise<boolean> {
    return (await this.#rowsOf(this.#hashOf(owner)).select('number').limit(1).executeTakeFirst()) !== undefined
  }

  /** The newest first, before this number; `isIntact` of what was looked at, and `all` that there is. */
  async read(
    owner: string,
    { before = Infinity, most = mostAtOnce, fits = () => true }: ReadOptions<T> = {},
  ): Promise<{ entries: Numbered<T>[]; nextBefore: number | null; isIntact: boolean; all: Numbered<T>[] }> {
    const rows = await this.#rowsOf(this.#hashOf(owner)).selectAll().execute()
    const opened = rows.map((row) => this.#open(row))
    const isIntact = rows.every((row, at) => this.#isSound(row, opened[at], rows[at + 1]))
    const all = opened.filter((one) => one !== null)
    const fitting = all.filter((one) => one.number < before && fits(one))
    const page = fitting.slice(0, most)
    const nextBefore = fitting.length > page.length ? (page.at(-1)?.number ?? null) : null
    return { entries: page, nextBefore, isIntact, all }
  }

  /** Forgets what is older; the first that stays then seals in one that is gone. */
  async sweep(beforeMs: number): Promise<void> {
    await this.#database.deleteFrom(this.#kind.table).where('at_ms', '<', beforeMs).execute()
  }

  /** The newest first. */
  #rowsOf(hash: string) {
    return this.#database.selectFrom(this.#kind.table).where('owner_hash', '=', hash).orderBy('number', 'desc')
  }

  #open({ owner_hash, number, at_ms, sealed }: SealedEntryRow): (Numbered<T> & { before: string }) | null {
    const text = this.#sealer.open(sealed, this.#purposeOf(owner_hash, number))
    return text === null ? null : { ...(JSON.parse(text) as T & { before: string }), number, atMs: at_ms }
  }

  #isSound(row: SealedEntryRow, entry: (T & { before: string }) | null | undefined, older?: SealedEntryRow): boolean {
    if (!entry || row.mark !== this.#markOf(row, entry, entry.before)) return false
    return older === undefined || (older.number === row.number - 1 && older.mark === entry.before)
  }

  #markOf(row: Pick<SealedEntryRow, 'owner_hash' | 'number' | 'at_ms'>, entry: T, before: string): string {
    const { table, partsOf } = this.#kind
    const parts = [row.owner_hash, row.number, row.at_ms, ...partsOf(entry), before]
    return this.#sealer.fingerprint(`${table}:${JSON.stringify(parts)}`)
  }

  #hashOf(owner: string): string {
    return this.#sealer.fingerprint(`${this.#kind.table}-of:${owner}`)
  }

  #purposeOf(hash: string, number: number): string {
    return `${this.#kind.table}:${hash}:${number}`
  }
}
