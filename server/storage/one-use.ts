import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** Keeps values until a moment, mostly such as may be had once; shared by every server process. Keys are stored as keyed hashes. */
export class OneUse {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer
  readonly #now: () => number

  constructor(database: Kysely<Schema>, sealer: Sealer, now: () => number = Date.now) {
    this.#database = database
    this.#sealer = sealer
    this.#now = now
  }

  /** Keeps a value; false when something is there under this key already, and is not over. */
  async put(key: string, value: string, endsAtMs: number): Promise<boolean> {
    const key_hash = this.#sealer.fingerprint(key)
    const row = { sealed: this.#sealer.seal(value, key_hash), ends_at_ms: endsAtMs }
    const result = await this.#database
      .insertInto('one_use')
      .values({ key_hash, ...row })
      .onConflict((conflict) =>
        conflict.column('key_hash').doUpdateSet(row).where('one_use.ends_at_ms', '<=', this.#now()),
      )
      .executeTakeFirst()
    return result.numInsertedOrUpdatedRows === 1n
  }

  /** The value, to one caller only; null when it was had before, is over, or never was. */
  async take(key: string): Promise<string | null> {
    const key_hash = this.#sealer.fingerprint(key)
    const row = await this.#database
      .deleteFrom('one_use')
      .where('key_hash', '=', key_hash)
      .returning(['sealed', 'ends_at_ms'])
      .executeTakeFirst()
    return row && row.ends_at_ms > this.#now() ? this.#sealer.open(row.sealed, key_hash) : null
  }

  /** The value, which stays; null when it is over or never was. */
  async read(key: string): Promise<string | null> {
    const key_hash = this.#sealer.fingerprint(key)
    const row = await this.#database
      .selectFrom('one_use')
      .selectAll()
      .where('key_hash', '=', key_hash)
      .executeTakeFirst()
    return row && row.ends_at_ms > this.#now() ? this.#sealer.open(row.sealed, key_hash) : null
  }

  /** Keeps a value in the place of what was there. */
  async write(key: string, value: string, endsAtMs: number): Promise<void> {
    const key_hash = this.#sealer.fingerprint(key)
    const row = { sealed: this.#sealer.seal(value, key_hash), ends_at_ms: endsAtMs }
    await this.#database
      .insertInto('one_use')
      .values({ key_hash, ...row })
      .onConflict((conflict) => conflict.column('key_hash').doUpdateSet(row))
      .execute()
  }

  async sweep(): Promise<void> {
    await this.#database.deleteFrom('one_use').where('ends_at_ms', '<=', this.#now()).execute()
  }
}
