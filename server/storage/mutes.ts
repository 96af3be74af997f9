import type { Kysely } from 'kysely'
import type { MuteRow, Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** Up to where somebody's inbox has been looked through for answers to muted conversations. */
export interface Muting {
  user: string
  /** The inbox's UIDVALIDITY, and the highest UID that was there. */
  validity: string
  uid: number
}

/** Remembers who has muted conversations; which ones, the mail itself says. Names nobody in the database. */
export class Mutes {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer

  constructor(database: Kysely<Schema>, sealer: Sealer) {
    this.#database = database
    this.#sealer = sealer
  }

  /** Notes that somebody has muted something; one known already stays as it is. */
  async begin(muting: Muting): Promise<void> {
    const row = this.#rowOf(muting, 0)
    await this.#database
      .insertInto('mute')
      .values(row)
      .onConflict((conflict) => conflict.column('account_hash').doNothing())
      .execute()
  }

  async has(user: string): Promise<boolean> {
    const hash = this.#hashOf(user)
    const row = await this.#database
      .selectFrom('mute')
      .select('account_hash')
      .where('account_hash', '=', hash)
      .executeTakeFirst()
    return row !== undefined
  }

  /** Those whose inbox is to be looked through, each for one process alone: the next look is then `againMs`. */
  async take(nowMs: number, againMs: number): Promise<Muting[]> {
    const rows = await this.#database
      .selectFrom('mute')
      .selectAll()
      .where('next_look_ms', '<=', nowMs)
      .limit(500)
      .execute()
    const mine: Muting[] = []
    for (const row of rows) {
      const muting = this.#read(row)
      const taken = await this.#database
        .updateTable('mute')
        .set({ next_look_ms: againMs })
        .where('account_hash', '=', row.account_hash)
        .where('next_look_ms', '=', row.next_look_ms)
        .executeTakeFirst()
      if (muting && taken.numUpdatedRows === 1n) mine.push(muting)
    }
    return mine
  }

  async lookedTo(muting: Muting): Promise<void> {
    const { account_hash, sealed } = this.#rowOf(muting, 0)
    await this.#database.updateTable('mute').set({ sealed }).where('account_hash', '=', account_hash).execute()
  }

  async forget(user: string): Promise<void> {
    await this.#database.deleteFrom('mute').where('account_hash', '=', this.#hashOf(user)).execute()
  }

  #rowOf(muting: Muting, nextLookMs: number): MuteRow {
    const hash = this.#hashOf(muting.user)
    const sealed = this.#sealer.seal(JSON.stringify(muting), purpose(hash))
    return { account_hash: hash, next_look_ms: nextLookMs, sealed }
  }

  #read({ account_hash, sealed }: MuteRow): Muting | null {
    const text = this.#sealer.open(sealed, purpose(account_hash))
    return text === null ? null : (JSON.parse(text) as Muting)
  }

  #hashOf(user: string): string {
    return this.#sealer.fingerprint(`mute:${user.toLowerCase()}`)
  }
}

const purpose = (hash: string) => `mute:${hash}`
