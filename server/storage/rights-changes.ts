import type { Kysely } from 'kysely'
import type { Grantee } from '#server/mail/mail-sharing.ts'
import type { RightsChangeRow, Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** Longer than clocks of servers differ, and than any of them waits between two looks. */
const newsForMs = 10 * 60_000

/** Tells the servers that share a database whose rights have changed. Names nobody in it. */
export class RightsChanges {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer

  constructor(database: Kysely<Schema>, sealer: Sealer) {
    this.#database = database
    this.#sealer = sealer
  }

  async note(grantee: Grantee, nowMs: number): Promise<void> {
    const row = { grantee_hash: this.hashOf(grantee), at_ms: nowMs, stamp: crypto.randomUUID() }
    await this.#database
      .insertInto('rights_change')
      .values(row)
      .onConflict((conflict) => conflict.column('grantee_hash').doUpdateSet(row))
      .execute()
  }

  /** The latest change of each, by `hashOf`; the same `stamp` is the same change. */
  async recent(nowMs: number): Promise<RightsChangeRow[]> {
    return this.#database
      .selectFrom('rights_change')
      .selectAll()
      .where('at_ms', '>', nowMs - newsForMs)
      .execute()
  }

  hashOf(grantee: Grantee): string {
    return this.#sealer.fingerprint(`rights-of:${grantee}`)
  }

  async sweep(nowMs: number): Promise<void> {
    await this.#database
      .deleteFrom('rights_change')
      .where('at_ms', '<', nowMs - newsForMs)
      .execute()
  }
}
