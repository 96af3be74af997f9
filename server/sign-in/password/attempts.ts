import type { Kysely } from 'kysely'
import { Problem } from '#server/problem.ts'
import type { Schema } from '#server/storage/schema.ts'

export interface AttemptLimits {
  /** Failures of one account from one network before it has to wait there. */
  failures: number
  lockMs: number
}

/** One attempt under way. If neither is called, it has failed. */
export interface Attempt {
  /** The password was right; what the same person mistyped on this network is forgotten. */
  succeeded(): Promise<void>
  /** Nobody could say whether the password was right. */
  undecided(): Promise<void>
}

interface LimitedKey {
  key: string
  limit: number
}

/** A whole network, or an account attacked from many, is slowed only at this many times the failures of one person. */
const crowdFactor = 10

/**
 * Counts failed sign-ins in the database, so that a restart or a second process forgets nothing. The lock holds for one
 * account on one network: nobody locks out another person, nor that person elsewhere. Unknown names count like known ones.
 */
export class SignInAttempts {
  readonly #database: Kysely<Schema>
  readonly #limits: AttemptLimits
  readonly #fingerprint: (text: string) => string
  readonly #now: () => number

  constructor(
    database: Kysely<Schema>,
    limits: AttemptLimits,
    fingerprint: (text: string) => string,
    now: () => number = Date.now,
  ) {
    this.#database = database
    this.#limits = limits
    this.#fingerprint = fingerprint
    this.#now = now
  }

  /**
   * Begins an attempt: counted as failed until it turns out otherwise, so that many at once cannot slip through together.
   *
   * @throws Problem `too-many-attempts` while the account has to wait on this network
   */
  async begin(account: string, network: string): Promise<Attempt> {
    const now = this.#now()
    await this.#database.deleteFrom('sign_in_failure').where('expires_at_ms', '<=', now).execute()
    const counted: LimitedKey[] = []
    for (const limited of this.#keys(account, network)) {
      const { failures, expiresAtMs } = await this.#count(limited, now)
      if (failures > limited.limit) {
        // Hammering on a lock must not count against the whole network or account too.
        await this.#takeBack(counted)
        throw new Problem('too-many-attempts', { retryAfterSeconds: Math.ceil((expiresAtMs - now) / 1000) })
      }
      counted.push(limited)
    }
    return {
      succeeded: async () => {
        await this.#takeBack(counted.slice(1))
        await this.#database
          .deleteFrom('sign_in_failure')
          .where('key_hash', '=', counted[0]?.key ?? '')
          .execute()
      },
      undecided: () => this.#takeBack(counted),
    }
  }

  /** Counts and tells in one statement: processes and requests at the same moment see each other's. A lock is not prolonged. */
  async #count({ key, limit }: LimitedKey, now: number): Promise<{ failures: number; expiresAtMs: number }> {
    const expiresAtMs = now + this.#limits.lockMs
    const { failures, expires_at_ms } = await this.#database
      .insertInto('sign_in_failure')
      .values({ key_hash: key, failures: 1, expires_at_ms: expiresAtMs })
      .onConflict((conflict) =>
        conflict.column('key_hash').doUpdateSet((row) => ({
          failures: row('sign_in_failure.failures', '+', 1),
          expires_at_ms: row
            .case()
            .when('sign_in_failure.failures', '>=', limit)
            .then(row.ref('sign_in_failure.expires_at_ms'))
            .else(expiresAtMs)
            .end(),
        })),
      )
      .returning(['failures', 'expires_at_ms'])
      .executeTakeFirstOrThrow()
    return { failures, expiresAtMs: expires_at_ms }
  }

  /** The attempt was no failure: as if it had not been counted. */
  async #takeBack(keys: readonly LimitedKey[]): Promise<void> {
    for (const { key } of keys) {
      await this.#database
        .updateTable('sign_in_failure')
        .set((row) => ({ failures: row('failures', '-', 1) }))
        .where('key_hash', '=', key)
        .execute()
    }
  }

  #keys(account: string, network: string): LimitedKey[] {
    const { failures } = this.#limits
    return [
      { key: this.#fingerprint(`both\0${account}\0${network}`), limit: failures },
      { key: this.#fingerprint(`account\0${account}`), limit: failures * crowdFactor },
      { key: this.#fingerprint(`network\0${network}`), limit: failures * crowdFactor },
    ]
  }
}
