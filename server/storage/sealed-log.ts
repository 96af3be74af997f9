import type { Kysely } from 'kysely'
import type { LogHeadRow, SealedEntryRow, Schema } from './schema.ts'
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

/** What is sealed with an entry: the mark of the one before it, and that a head was kept when it was written. */
interface Links {
  before: string
  hasHead?: true
}

/**
 * What happened to each person, in order. Each entry has a mark made with our key of itself and of the mark before it: an entry
 * that was changed, or taken out from between others, is noticed. The head says which is the newest, so that it is noticed too when
 * the newest are cut off; the chain goes on from the head, so that what is missing then stays missing.
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

  /** @returns its number: how many there have been of this person */
  async add(owner: string, entry: T, atMs: number): Promise<number> {
    const hash = this.#hashOf(owner)
    for (let tries = 1; ; tries += 1) {
      const last = await this.#newest(hash)
      const number = last.number + 1
      const links: Links = { before: last.mark, hasHead: true }
      const row = {
        ...{ owner_hash: hash, number, at_ms: atMs },
        sealed: this.#sealer.seal(JSON.stringify({ ...entry, ...links }), this.#purposeOf(hash, number)),
        mark: this.#markOf({ owner_hash: hash, number, at_ms: atMs }, entry, links.before),
      }
      if (await this.#insert(row)) return number
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
    // The head first: what is added meanwhile is newer than it says, which is no fault.
    const head = await this.#headOf(this.#hashOf(owner))
    const rows = await this.#rowsOf(this.#hashOf(owner)).selectAll().execute()
    const opened = rows.map((row) => this.#open(row))
    const isWhole = head
      ? rows.some(({ number, mark }) => number === head.number && mark === this.#markIn(head))
      : !opened.some((one) => one?.hasHead)
    const isIntact = isWhole && rows.every((row, at) => this.#isSound(row, opened[at], rows[at + 1]))
    const all = opened.filter((one) => one !== null)
    const fitting = all.filter((one) => one.number < before && fits(one))
    const page = fitting.slice(0, most)
    const nextBefore = fitting.length > page.length ? (page.at(-1)?.number ?? null) : null
    return { entries: page, nextBefore, isIntact, all }
  }

  /** Forgets what is older; the first that stays then seals in one that is gone. */
  async sweep(beforeMs: number): Promise<void> {
    const { table } = this.#kind
    await this.#database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom(table).where('at_ms', '<', beforeMs).execute()
      await transaction.deleteFrom('log_head').where('log', '=', table).where('at_ms', '<', beforeMs).execute()
    })
  }

  /** What the next entry follows; without a mark where that is not to be trusted, and the chain shows it from then on. */
  async #newest(hash: string): Promise<{ number: number; mark: string }> {
    const head = await this.#headOf(hash)
    if (head) return { number: head.number, mark: this.#markIn(head) ?? '' }
    const row = await this.#rowsOf(hash).selectAll().limit(1).executeTakeFirst()
    if (!row) return { number: 0, mark: '' }
    // Entries of the time before heads were kept have none.
    const { number } = row
    return { number, mark: this.#open(row)?.hasHead ? '' : row.mark }
  }

  /** With the head that says it; false where somebody else was first. */
  #insert(row: SealedEntryRow): Promise<boolean> {
    const { owner_hash, number, at_ms, mark } = row
    const { table } = this.#kind
    const sealed = this.#sealer.seal(mark, this.#headPurposeOf(owner_hash, number))
    return this.#database.transaction().execute(async (transaction) => {
      const added = await transaction
        .insertInto(table)
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      if (added.numInsertedOrUpdatedRows !== 1n) return false
      await transaction
        .insertInto('log_head')
        .values({ log: table, owner_hash, number, at_ms, sealed })
        .onConflict((conflict) => conflict.columns(['log', 'owner_hash']).doUpdateSet({ number, at_ms, sealed }))
        .execute()
      return true
    })
  }

  #headOf(hash: string): Promise<LogHeadRow | undefined> {
    const heads = this.#database.selectFrom('log_head').selectAll()
    return heads.where('log', '=', this.#kind.table).where('owner_hash', '=', hash).executeTakeFirst()
  }

  #markIn({ owner_hash, number, sealed }: LogHeadRow): string | null {
    return this.#sealer.open(sealed, this.#headPurposeOf(owner_hash, number))
  }

  /** The newest first. */
  #rowsOf(hash: string) {
    return this.#database.selectFrom(this.#kind.table).where('owner_hash', '=', hash).orderBy('number', 'desc')
  }

  #open({ owner_hash, number, at_ms, sealed }: SealedEntryRow): (Numbered<T> & Links) | null {
    const text = this.#sealer.open(sealed, this.#purposeOf(owner_hash, number))
    return text === null ? null : { ...(JSON.parse(text) as T & Links), number, atMs: at_ms }
  }

  #isSound(row: SealedEntryRow, entry: (T & Links) | null | undefined, older?: SealedEntryRow): boolean {
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

  #headPurposeOf(hash: string, number: number): string {
    return `${this.#kind.table}-head:${hash}:${number}`
  }
}
