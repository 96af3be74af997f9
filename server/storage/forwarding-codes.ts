import { randomInt } from 'node:crypto'
import type { Kysely } from 'kysely'
import { holdAlone } from './postgres.ts'
import type { ForwardingCodeRow, Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** How long a code counts, how often it may be mistyped, and how many may be sent. */
const codeLimits = { lifeMs: dayMs, tries: 5, pauseMs: 60_000, perDay: 10 } as const

export type MadeCode = { code: string } | { retryAfterMs: number }

/**
 * Codes that were mailed to where mail is to be forwarded, for all server processes. The database has keyed hashes only: of whom,
 * of where, and of the code.
 */
export class ForwardingCodes {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer
  readonly #now: () => number

  constructor(database: Kysely<Schema>, sealer: Sealer, now: () => number = Date.now) {
    this.#database = database
    this.#sealer = sealer
    this.#now = now
  }

  /** A new code of eight digits, in place of any before; or when there may be one. */
  make(user: string, target: string): Promise<MadeCode> {
    const account_hash = this.#accountOf(user)
    return this.#alone(account_hash, async (on) => {
      const nowMs = this.#now()
      const target_hash = this.#targetOf(user, target)
      await on
        .deleteFrom('forwarding_code')
        .where('since_ms', '<=', nowMs - dayMs)
        .where('ends_at_ms', '<=', nowMs)
        .execute()
      const rows = await on.selectFrom('forwarding_code').selectAll().where('account_hash', '=', account_hash).execute()
      const before = rows.find((row) => row.target_hash === target_hash)
      const retryAfterMs = waitOf(rows, before, nowMs)
      if (retryAfterMs > 0) return { retryAfterMs }
      const code = randomInt(10 ** 8)
        .toString()
        .padStart(8, '0')
      const isOfToday = before !== undefined && before.since_ms > nowMs - dayMs
      const row = {
        ...{ target_hash, account_hash, code_hash: this.#codeOf(target_hash, code), tries: 0, sent_at_ms: nowMs },
        ...{ ends_at_ms: nowMs + codeLimits.lifeMs, sends: isOfToday ? before.sends + 1 : 1 },
        since_ms: isOfToday ? before.since_ms : nowMs,
      }
      await on
        .insertInto('forwarding_code')
        .values(row)
        .onConflict((conflict) => conflict.column('target_hash').doUpdateSet(row))
        .execute()
      return { code }
    })
  }

  /** Whether this is the code, which then counts no more. One that was mistyped too often, or is over, is `over`. */
  check(user: string, target: string, code: string): Promise<'right' | 'wrong' | 'over'> {
    return this.#alone(this.#accountOf(user), async (on) => {
      const target_hash = this.#targetOf(user, target)
      const row = await on
        .selectFrom('forwarding_code')
        .selectAll()
        .where('target_hash', '=', target_hash)
        .executeTakeFirst()
      if (!row?.code_hash || row.ends_at_ms <= this.#now()) return 'over'
      const isRight = row.code_hash === this.#codeOf(target_hash, code)
      const tries = row.tries + 1
      const isSpent = isRight || tries >= codeLimits.tries
      await on
        .updateTable('forwarding_code')
        .set({ tries, ...(isSpent && { code_hash: null }) })
        .where('target_hash', '=', target_hash)
        .execute()
      return isRight ? 'right' : isSpent ? 'over' : 'wrong'
    })
  }

  /** When the code that counts was sent there; null where none does. */
  async sentAtMs(user: string, target: string): Promise<number | null> {
    const row = await this.#database
      .selectFrom('forwarding_code')
      .select('sent_at_ms')
      .where('target_hash', '=', this.#targetOf(user, target))
      .where('code_hash', 'is not', null)
      .where('ends_at_ms', '>', this.#now())
      .executeTakeFirst()
    return row?.sent_at_ms ?? null
  }

  /** It counts no more. That it was sent does, so that taking it back makes no room for more. */
  async drop(user: string, target: string): Promise<void> {
    await this.#database
      .updateTable('forwarding_code')
      .set({ code_hash: null })
      .where('target_hash', '=', this.#targetOf(user, target))
      .execute()
  }

  #alone<T>(key: string, work: (on: Kysely<Schema>) => Promise<T>): Promise<T> {
    return this.#database.transaction().execute(async (transaction) => {
      await holdAlone(transaction, key)
      return work(transaction)
    })
  }

  #accountOf(user: string): string {
    return this.#sealer.fingerprint(`forwarding-codes:${user.toLowerCase()}`)
  }

  #targetOf(user: string, target: string): string {
    return this.#sealer.fingerprint(`forwarding-code:${user.toLowerCase()}:${target.toLowerCase()}`)
  }

  #codeOf(targetHash: string, code: string): string {
    return this.#sealer.fingerprint(`forwarding-code:${targetHash}:${code}`)
  }
}

function waitOf(rows: readonly ForwardingCodeRow[], before: ForwardingCodeRow | undefined, nowMs: number): number {
  const ofToday = rows.filter(({ since_ms }) => since_ms > nowMs - dayMs)
  const isFull = ofToday.reduce((sum, { sends }) => sum + sends, 0) >= codeLimits.perDay
  const fullMs = isFull ? Math.min(...ofToday.map(({ since_ms }) => since_ms)) + dayMs - nowMs : 0
  return Math.max(fullMs, before ? before.sent_at_ms + codeLimits.pauseMs - nowMs : 0)
}
