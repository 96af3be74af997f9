import { randomBytes } from 'node:crypto'
import type { ExpressionBuilder, Kysely } from 'kysely'
import type { MessageBytes } from '#server/mail/message-bytes.ts'
import { durably } from './database.ts'
import type { OutboxEntry } from './outbox-entry.ts'
import type { OutboxRow, OutboxState, Schema } from './schema.ts'
import { OutboxPieces } from './outbox-pieces.ts'
import type { Sealer } from './sealing.ts'

/** What is sent; the Bcc line is for the copy in Sent alone. */
export interface OutboxContent {
  message: MessageBytes
  bcc: Buffer
}

/** Longer than any process that lives stands still; renewed meanwhile. */
const leaseMs = 8_000
export const renewEveryMs = 2_000
/** An idempotency key is remembered as long as for what is sent at once. */
const keepTraceMs = 7 * 24 * 60 * 60_000
/** So long what was deleted or taken back can still be had again. */
const keepDeletedMs = 24 * 60 * 60_000
/** The longest pause between two tries, and a little. */
const longestPauseMs = 31 * 60_000

const active: readonly OutboxState[] = ['waiting', 'scheduled', 'later', 'signed-out', 'accepted']
const over: readonly OutboxState[] = ['sent', 'taken-back', 'deleted']

/** Keeps messages until they are sent, for every server on this database. Nothing of a message is readable in it. */
export class Outbox {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer
  readonly #pieces: OutboxPieces

  constructor(database: Kysely<Schema>, sealer: Sealer) {
    this.#database = database
    this.#sealer = sealer
    this.#pieces = new OutboxPieces(database, sealer)
  }

  /** Takes a message in; on disk when this resolves. One whose key is known stays out, and the known one is the answer. */
  async add(fresh: Omit<OutboxEntry, 'id'>, content: OutboxContent, draft: string): Promise<OutboxEntry> {
    const entry = { ...fresh, id: randomBytes(15).toString('base64url') }
    const row = this.#rowOf(entry)
    const { id } = entry
    const sealed_message = await this.#pieces.put(id, content, entry.createdMs)
    const isNew = await durably(this.#database, () =>
      this.#database.transaction().execute(async (transaction) => {
        const added = await transaction
          .insertInto('outbox')
          .values(row)
          .onConflict((conflict) => conflict.column('key_hash').doNothing())
          .executeTakeFirst()
        if (added.numInsertedOrUpdatedRows !== 1n) return false
        const sealed_draft = this.#sealer.seal(draft, purposeOf(id, 'draft'))
        await transaction.insertInto('outbox_content').values({ id, sealed_message, sealed_draft }).execute()
        return true
      }),
    )
    if (!isNew) await this.#pieces.remove(id)
    return isNew ? entry : ((await this.withKey(entry.user, entry.idempotencyKey)) ?? entry)
  }

  async withKey(user: string, idempotencyKey: string): Promise<OutboxEntry | null> {
    const row = await this.#database
      .selectFrom('outbox')
      .selectAll()
      .where('key_hash', '=', this.#keyHash(user, idempotencyKey))
      .executeTakeFirst()
    return row ? this.#read(row) : null
  }

  /** All of one person's that are not over, and those sent since then, the next to go first. */
  async of(user: string, sentSinceMs: number): Promise<OutboxEntry[]> {
    const rows = await this.#database
      .selectFrom('outbox')
      .selectAll()
      .where('account_hash', '=', this.#accountHash(user))
      .where((where) =>
        where.or([
          where('state', 'not in', over),
          where.and([where('state', '=', 'sent'), where('next_ms', '>=', sentSinceMs)]),
        ]),
      )
      .orderBy('next_ms')
      .execute()
    return rows.flatMap((row) => this.#read(row) ?? [])
  }

  /** How much of one person's waits. */
  async usage(user: string): Promise<{ count: number; bytes: number }> {
    const { count, bytes } = await this.#database
      .selectFrom('outbox')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number | null>('size_bytes').as('bytes')])
      .where('account_hash', '=', this.#accountHash(user))
      .where('state', 'not in', over)
      .executeTakeFirstOrThrow()
    return { count, bytes: bytes ?? 0 }
  }

  /** A person's own, whatever has become of it. */
  async find(user: string, id: string): Promise<OutboxEntry | null> {
    const row = await this.#database
      .selectFrom('outbox')
      .selectAll()
      .where('id', '=', id)
      .where('account_hash', '=', this.#accountHash(user))
      .executeTakeFirst()
    return row ? this.#read(row) : null
  }

  /** Which there is something to do about now, and nobody is at. */
  async ready(nowMs: number): Promise<{ id: string }[]> {
    return this.#database
      .selectFrom('outbox')
      .select('id')
      .where('state', 'in', active)
      .where((where) =>
        where.or([
          where('next_ms', '<=', nowMs),
          // The clock was put back: a pause has no date of its own, a time that somebody chose has.
          where.and([where('state', '!=', 'scheduled'), where('next_ms', '>', nowMs + longestPauseMs)]),
          where.and([where('state', '=', 'waiting'), where('created_at_ms', '>', nowMs + 1_000)]),
        ]),
      )
      .where(isFree(nowMs))
      .orderBy('next_ms')
      .limit(200)
      .execute()
  }

  /** The message as it is now, which is ours to work on; null when another is at it, or it is gone. */
  async claim(id: string, nowMs: number): Promise<OutboxEntry | null> {
    const taken = await this.#database
      .updateTable('outbox')
      .set({ lease_until_ms: nowMs + leaseMs })
      .where('id', '=', id)
      .where(isFree(nowMs))
      .executeTakeFirst()
    if (taken.numUpdatedRows !== 1n) return null
    const row = await this.#database.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? this.#read(row) : null
  }

  async renew(id: string, nowMs: number): Promise<void> {
    await this.#database
      .updateTable('outbox')
      .set({ lease_until_ms: nowMs + leaseMs })
      .where('id', '=', id)
      .where('lease_until_ms', '>', 0)
      .execute()
  }

  /** Gives up the lease without a change. */
  async release(id: string): Promise<void> {
    await this.#database.updateTable('outbox').set({ lease_until_ms: 0 }).where('id', '=', id).execute()
  }

  /** Writes down how things stand. The lease must be ours; it stays so with `goesOn`, and ends else. */
  async save(entry: OutboxEntry, { goesOn = false } = {}): Promise<void> {
    const { id, lease_until_ms, ...values } = this.#rowOf(entry)
    await this.#database
      .updateTable('outbox')
      .set(goesOn ? values : { ...values, lease_until_ms })
      .where('id', '=', id)
      .where('state', '!=', 'sent')
      .execute()
    if (entry.state !== 'sent') return
    await this.#database.deleteFrom('outbox_content').where('id', '=', id).execute()
    await this.#pieces.remove(id)
  }

  async content(id: string): Promise<OutboxContent | null> {
    const row = await this.#database
      .selectFrom('outbox_content')
      .select('sealed_message')
      .where('id', '=', id)
      .executeTakeFirst()
    return row ? this.#pieces.read(id, row.sealed_message) : null
  }

  /** What the composer had. */
  async draft(id: string): Promise<string | null> {
    const row = await this.#database
      .selectFrom('outbox_content')
      .select('sealed_draft')
      .where('id', '=', id)
      .executeTakeFirst()
    return row ? this.#sealer.open(row.sealed_draft, purposeOf(id, 'draft')) : null
  }

  /** Forgets what has been over for long enough. */
  async sweep(nowMs: number): Promise<void> {
    const overSince = (ms: number) =>
      this.#database
        .selectFrom('outbox')
        .select('id')
        .where('state', 'in', over)
        .where('next_ms', '<', nowMs - ms)
    await this.#database.deleteFrom('outbox_content').where('id', 'in', overSince(keepDeletedMs)).execute()
    await this.#pieces.sweep(nowMs)
    await this.#database
      .deleteFrom('outbox')
      .where('state', 'in', over)
      .where('next_ms', '<', nowMs - keepTraceMs)
      .execute()
  }

  #rowOf({ id, state, nextMs, createdMs, sizeBytes, ...rest }: OutboxEntry): OutboxRow {
    return {
      id,
      account_hash: this.#accountHash(rest.user),
      key_hash: this.#keyHash(rest.user, rest.idempotencyKey),
      state,
      next_ms: nextMs,
      lease_until_ms: 0,
      created_at_ms: createdMs,
      size_bytes: sizeBytes,
      sealed: this.#sealer.seal(JSON.stringify(rest), purposeOf(id, 'entry')),
    }
  }

  #read({ id, state, next_ms, created_at_ms, size_bytes, sealed }: OutboxRow): OutboxEntry | null {
    const text = this.#sealer.open(sealed, purposeOf(id, 'entry'))
    if (text === null) return null
    const columns = { id, state, nextMs: next_ms, createdMs: created_at_ms, sizeBytes: size_bytes }
    return { ...(JSON.parse(text) as Omit<OutboxEntry, keyof typeof columns>), ...columns }
  }

  #accountHash(user: string): string {
    return this.#sealer.fingerprint(`outbox:${user.toLowerCase()}`)
  }

  #keyHash(user: string, idempotencyKey: string): string {
    return this.#sealer.fingerprint(`outbox:${user.toLowerCase()}\0${idempotencyKey}`)
  }
}

/** Nobody works on it; a lease that reaches further than any does is from before the clock was put back. */
const isFree = (nowMs: number) => (where: ExpressionBuilder<Schema, 'outbox'>) =>
  where.or([where('lease_until_ms', '<=', nowMs), where('lease_until_ms', '>', nowMs + 10 * leaseMs)])

const purposeOf = (id: string, part: 'entry' | 'draft') => `outbox:${part}:${id}`
