import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { SendResult } from '#contract/sending.ts'
import { Problem } from '#server/problem.ts'
import { durably } from './database.ts'
import type { Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** Short, so that what a killed process was about to send goes on within seconds. */
const leaseMs = 8_000
const renewEveryMs = 2_000
/** Longer than any composition stays open; after that its key is forgotten. */
const keepMs = 7 * 24 * 60 * 60_000

export type Claim =
  /** It is ours to send. */
  | { state: 'ours'; lease: SendLease }
  /** It has been sent (or may have been): this is what came of it. */
  | { state: 'done'; result: SendResult; isOtherVersion: boolean }
  /** Another process is sending it at this moment. */
  | { state: 'elsewhere' }

/** The right to send one composition; renewed until it is settled one way or the other. */
export interface SendLease {
  /**
   * From now on the text may have reached the server. On disk before this resolves.
   *
   * @throws Problem `already-sending` when this process was at a standstill for so long that another has taken over
   */
  handOver(): Promise<void>
  /** What came of it; every repeat gets this. May be called again to add the Sent copy. */
  settle(result: SendResult): Promise<void>
  /** It has certainly not been sent: the same key may be tried again. */
  release(): Promise<void>
}

/**
 * Remembers what was sent under each idempotency key, so that a repeat — of a nervous click, of a browser, after a crash —
 * finds out instead of sending again (security.md 70–72).
 */
export class Sends {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer
  readonly #now: () => number

  constructor(database: Kysely<Schema>, sealer: Sealer, now: () => number = Date.now) {
    this.#database = database
    this.#sealer = sealer
    this.#now = now
  }

  /** Whether this composition was sent, or may have been, or is about to be: then it can no longer be taken back. */
  async isOut(account: string, idempotencyKey: string): Promise<boolean> {
    const row = await this.#database
      .selectFrom('send')
      .select(['state', 'lease_until_ms'])
      .where('key_hash', '=', hashOf(account, idempotencyKey))
      .executeTakeFirst()
    return row !== undefined && (row.state !== 'preparing' || isHeld(row.lease_until_ms, this.#now()))
  }

  /** `version` tells what is to be sent from what else was asked for under this key. */
  async claim(account: string, idempotencyKey: string, version?: string): Promise<Claim> {
    const key = hashOf(account, idempotencyKey)
    const now = this.#now()
    await this.#database
      .deleteFrom('send')
      .where('created_at_ms', '<', now - keepMs)
      .execute()
    const fresh = {
      state: 'preparing' as const,
      sealed_result: null,
      lease_until_ms: now + leaseMs,
      created_at_ms: now,
    }
    const inserted = await this.#database
      .insertInto('send')
      .values({ key_hash: key, ...fresh })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (inserted.numInsertedOrUpdatedRows === 1n) return { state: 'ours', lease: this.#lease(key, version) }
    return this.#known(key, now, version)
  }

  async #known(key: string, now: number, version?: string): Promise<Claim> {
    const row = await this.#database.selectFrom('send').selectAll().where('key_hash', '=', key).executeTakeFirst()
    if (row?.state === 'done') {
      const text = this.#sealer.open(row.sealed_result ?? '', purpose(key))
      const kept = text === null ? unknownResult : (JSON.parse(text) as SendResult & { version?: string })
      const { version: sent, ...result } = { version: undefined, ...kept }
      return { state: 'done', result, isOtherVersion: ![sent, version].includes(undefined) && sent !== version }
    }
    if (row && isHeld(row.lease_until_ms, now)) return { state: 'elsewhere' }
    // The process at work is gone. Once the text had begun to go out nobody can know; before, it was certainly not sent.
    if (row?.state === 'handed-over') return { state: 'done', result: unknownResult, isOtherVersion: false }
    const taken = await this.#database
      .updateTable('send')
      .set({ lease_until_ms: now + leaseMs })
      .where('key_hash', '=', key)
      .where('state', '=', 'preparing')
      .where('lease_until_ms', '=', row?.lease_until_ms ?? 0)
      .executeTakeFirst()
    return taken.numUpdatedRows === 1n ? { state: 'ours', lease: this.#lease(key, version) } : { state: 'elsewhere' }
  }

  #lease(key: string, version?: string): SendLease {
    const change = (values: Partial<Schema['send']>) =>
      this.#database.updateTable('send').set(values).where('key_hash', '=', key)
    const renew = () => change({ lease_until_ms: this.#now() + leaseMs }).execute()
    const timer = setInterval(() => void renew().catch(() => undefined), renewEveryMs).unref()
    let isHandedOver = false
    return {
      handOver: async () => {
        // Of two processes that both believe it is theirs, only one can make this step.
        const step = change({ state: 'handed-over' }).where('state', '=', 'preparing')
        const { numUpdatedRows } = await durably(this.#database, () => step.executeTakeFirst())
        if (numUpdatedRows !== 1n) throw new Problem('already-sending')
        isHandedOver = true
      },
      settle: async (result) => {
        clearInterval(timer)
        const sealed = this.#sealer.seal(JSON.stringify({ ...result, version }), purpose(key))
        await change({ state: 'done', sealed_result: sealed }).execute()
      },
      release: async () => {
        clearInterval(timer)
        await this.#database
          .deleteFrom('send')
          .where('key_hash', '=', key)
          .where('state', '=', isHandedOver ? 'handed-over' : 'preparing')
          .execute()
      },
    }
  }
}

function hashOf(account: string, idempotencyKey: string): string {
  return createHash('sha256').update(`${account}\0${idempotencyKey}`).digest('base64url')
}

/** One that reaches further than any lease is from before the clock was put back. */
function isHeld(leaseUntilMs: number, nowMs: number): boolean {
  return leaseUntilMs > nowMs && leaseUntilMs <= nowMs + 10 * leaseMs
}

const purpose = (key: string) => `send:${key}`

const unknownResult: SendResult = { outcome: 'outcome-unknown', sentCopyId: null, refused: [] }
