import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Schema, SnoozeRow } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** Where a message is: a folder, its UIDVALIDITY and the UID. */
interface Place {
  folder: string
  validity: string
  uid: number
}

/** A message that is away until a moment. */
export interface Snooze {
  id: string
  user: string
  untilMs: number
  /** `leaving`: it was about to be moved away when this was written. */
  state: 'leaving' | 'away'
  /** Where it was, and is to come back to. */
  from: Place
  /** Where it is meanwhile; null while that is not known. */
  at: Place | null
  /** The folder it waits in. */
  folder: string
  /** Its Message-ID, by which it is found where its place is not known. */
  messageId: string | null
}

/** Longer than moving a lot of messages takes; then the process that was at it is gone. */
const leaseMs = 2 * 60_000

/** Remembers which messages are to come back when. Nothing of a message is readable in the database. */
export class Snoozes {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer

  constructor(database: Kysely<Schema>, sealer: Sealer) {
    this.#database = database
    this.#sealer = sealer
  }

  /** Writes down what is about to be done, before it is done; the lease is ours. */
  async begin(snoozes: readonly Omit<Snooze, 'id' | 'state' | 'at'>[], nowMs: number): Promise<Snooze[]> {
    const all = snoozes.map((snooze): Snooze => ({
      ...snooze,
      id: randomBytes(15).toString('base64url'),
      state: 'leaving',
      at: null,
    }))
    const rows = all.map((snooze) => ({ ...this.#rowOf(snooze), lease_until_ms: nowMs + leaseMs }))
    if (rows.length > 0) await this.#database.insertInto('snooze').values(rows).execute()
    return all
  }

  /** Writes anew what is known of a snooze, and gives up its lease. */
  async settle(snooze: Snooze): Promise<void> {
    const { id, ...row } = this.#rowOf(snooze)
    await this.#database.updateTable('snooze').set(row).where('id', '=', id).execute()
  }

  async remove(id: string): Promise<void> {
    await this.#database.deleteFrom('snooze').where('id', '=', id).execute()
  }

  /** All of one person's, the soonest first. */
  async of(user: string): Promise<Snooze[]> {
    const rows = await this.#database
      .selectFrom('snooze')
      .selectAll()
      .where('account_hash', '=', this.#accountHash(user))
      .orderBy('until_ms')
      .execute()
    return rows.flatMap((row) => this.#read(row) ?? [])
  }

  /** Those whose time has come, and those a process left half done, which nobody is at. */
  async ready(nowMs: number): Promise<Snooze[]> {
    const rows = await this.#database
      .selectFrom('snooze')
      .selectAll()
      .where('lease_until_ms', '<=', nowMs)
      .where((where) => where.or([where('until_ms', '<=', nowMs), where('state', '=', 'leaving')]))
      .orderBy('until_ms')
      .limit(500)
      .execute()
    return rows.flatMap((row) => this.#read(row) ?? [])
  }

  /** True when it is now ours to work on, false when another is at it or it is over. */
  async claim(id: string, nowMs: number): Promise<boolean> {
    const taken = await this.#database
      .updateTable('snooze')
      .set({ lease_until_ms: nowMs + leaseMs })
      .where('id', '=', id)
      .where('lease_until_ms', '<=', nowMs)
      .executeTakeFirst()
    return taken.numUpdatedRows === 1n
  }

  /** Nobody works on it until then. */
  async postpone(id: string, untilMs: number): Promise<void> {
    await this.#database.updateTable('snooze').set({ lease_until_ms: untilMs }).where('id', '=', id).execute()
  }

  #rowOf({ id, untilMs, state, ...rest }: Snooze): SnoozeRow {
    const account = this.#accountHash(rest.user)
    const sealed = this.#sealer.seal(JSON.stringify(rest), purpose(id))
    return { id, account_hash: account, until_ms: untilMs, state, lease_until_ms: 0, sealed }
  }

  #read({ id, until_ms, state, sealed }: SnoozeRow): Snooze | null {
    const text = this.#sealer.open(sealed, purpose(id))
    if (text === null) return null
    return { id, untilMs: until_ms, state, ...(JSON.parse(text) as Omit<Snooze, 'id' | 'untilMs' | 'state'>) }
  }

  #accountHash(user: string): string {
    return this.#sealer.fingerprint(`snooze:${user.toLowerCase()}`)
  }
}

const purpose = (id: string) => `snooze:${id}`
