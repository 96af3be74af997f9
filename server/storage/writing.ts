import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

export interface Writing {
  name: string
  sinceMs: number
}

/** Remembers for a while who is writing an answer to which message; shared by every server process. Names nobody in the database. */
export class Writings {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer

  constructor(database: Kysely<Schema>, sealer: Sealer) {
    this.#database = database
    this.#sealer = sealer
  }

  /** Holds until then; the moment it began stays. One that is over begins anew. `message` stands for one message, for everybody alike. */
  async note(
    message: string,
    { user, name }: { user: string; name: string },
    nowMs: number,
    endsAtMs: number,
  ): Promise<void> {
    const message_hash = this.#hashOf(message)
    const sealed = this.#sealer.seal(name, message_hash)
    await this.#database
      .deleteFrom('writing')
      .where('message_hash', '=', message_hash)
      .where('ends_at_ms', '<=', nowMs)
      .execute()
    await this.#database
      .insertInto('writing')
      .values({ message_hash, account_hash: this.#hashOf(user), since_ms: nowMs, ends_at_ms: endsAtMs, sealed })
      .onConflict((conflict) =>
        conflict.columns(['message_hash', 'account_hash']).doUpdateSet({ ends_at_ms: endsAtMs, sealed }),
      )
      .execute()
  }

  async forget(message: string, user: string): Promise<void> {
    await this.#database
      .deleteFrom('writing')
      .where('message_hash', '=', this.#hashOf(message))
      .where('account_hash', '=', this.#hashOf(user))
      .execute()
  }

  /** Everybody else who is writing one, the first to begin first. */
  async others(message: string, user: string, nowMs: number): Promise<Writing[]> {
    const message_hash = this.#hashOf(message)
    const rows = await this.#database
      .selectFrom('writing')
      .select(['since_ms', 'sealed'])
      .where('message_hash', '=', message_hash)
      .where('account_hash', '!=', this.#hashOf(user))
      .where('ends_at_ms', '>', nowMs)
      .orderBy('since_ms')
      .limit(20)
      .execute()
    return rows.flatMap(({ since_ms, sealed }) => {
      const name = this.#sealer.open(sealed, message_hash)
      return name === null ? [] : { name, sinceMs: since_ms }
    })
  }

  async sweep(nowMs: number): Promise<void> {
    await this.#database.deleteFrom('writing').where('ends_at_ms', '<=', nowMs).execute()
  }

  #hashOf(text: string): string {
    return this.#sealer.fingerprint(`writing:${text}`)
  }
}
