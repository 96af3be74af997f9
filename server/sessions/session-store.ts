import { hash } from 'node:crypto'
import { Store, type SessionData } from 'express-session'
import type { Kysely } from 'kysely'
import type { Schema } from '#server/storage/schema.ts'
import type { Sealer } from '#server/storage/sealing.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'

declare module 'express-session' {
  interface SessionData {
    /** Both are missing until somebody has signed in. */
    signedIn?: SignedIn
    startedAtMs?: number
    /** What the browser said it is when it signed in, and the network address it came from. */
    device?: { agent: string; network: string }
  }
}

export interface SessionTimes {
  idleMs: number
  absoluteMs: number
}

/** The only form in which a session's id is kept or passed on inside the server. */
export function sessionKeyOf(sessionId: string): string {
  return hash('sha256', sessionId, 'base64url')
}

type Done = (error?: unknown) => void

/**
 * Keeps sessions for express-session: the id only as SHA-256, the contents sealed to that id. A session past its times does
 * not exist. When it was last used is noted by `seen`, for the requests that count; without a `touch` express-session does not look
 * at each session once more at the end.
 */
export class SessionStore extends Store {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer
  readonly #times: SessionTimes
  readonly #now: () => number

  constructor(database: Kysely<Schema>, sealer: Sealer, times: SessionTimes, now: () => number = Date.now) {
    super()
    this.#database = database
    this.#sealer = sealer
    this.#times = times
    this.#now = now
  }

  override get(sessionId: string, done: (error: unknown, session?: SessionData | null) => void): void {
    this.read(sessionKeyOf(sessionId)).then(
      (found) => done(null, found?.data ?? null),
      (error: unknown) => done(error),
    )
  }

  override set(sessionId: string, session: SessionData, done: Done = () => undefined): void {
    const key = sessionKeyOf(sessionId)
    const startedAtMs = session.startedAtMs ?? this.#now()
    const row = {
      sealed: this.#sealer.seal(JSON.stringify(session), purpose(key)),
      seen_at_ms: this.#now(),
      ends_at_ms: Math.min(startedAtMs + this.#times.absoluteMs, session.signedIn?.provider?.endsAtMs ?? Infinity),
      ...this.#providerHashes(session.signedIn?.provider),
      account_hash: session.signedIn ? this.#accountHash(session.signedIn.user) : null,
    }
    this.#database
      .insertInto('session')
      .values({ id_hash: key, ...row })
      .onConflict((conflict) => conflict.column('id_hash').doUpdateSet(row))
      .execute()
      .then(() => done(), done)
  }

  override destroy(sessionId: string, done: Done = () => undefined): void {
    this.remove(sessionKeyOf(sessionId)).then(() => done(), done)
  }

  /** The session under this key and its times, or null when it has ended or never was. */
  async read(key: string): Promise<{ data: SessionData; seenAtMs: number; endsAtMs: number } | null> {
    const row = await this.#database.selectFrom('session').selectAll().where('id_hash', '=', key).executeTakeFirst()
    if (!row) return null
    const text = this.#sealer.open(row.sealed, purpose(key))
    if (text === null || this.isOver(row.seen_at_ms, row.ends_at_ms)) {
      await this.remove(key)
      return null
    }
    return { data: JSON.parse(text) as SessionData, seenAtMs: row.seen_at_ms, endsAtMs: row.ends_at_ms }
  }

  isOver(seenAtMs: number, endsAtMs: number): boolean {
    const now = this.#now()
    return now >= endsAtMs || now >= seenAtMs + this.#times.idleMs
  }

  /** Notes that the person did something just now. */
  async seen(key: string, atMs: number): Promise<void> {
    await this.#database.updateTable('session').set({ seen_at_ms: atMs }).where('id_hash', '=', key).execute()
  }

  async remove(key: string): Promise<void> {
    await this.#database.deleteFrom('session').where('id_hash', '=', key).execute()
  }

  /** Ends what began at this provider: one of its sessions, or all of a person. Gives the keys of those, and whose they were. */
  async removeOfProvider(
    id: string,
    named: { sid?: string; subject?: string },
  ): Promise<{ key: string; user: string }[]> {
    const hashes = this.#providerHashes({ id, ...named })
    const [column, hash] =
      named.sid === undefined
        ? (['provider_subject', hashes.provider_subject] as const)
        : (['provider_session', hashes.provider_session] as const)
    if (hash === null) return []
    const rows = await this.#database
      .deleteFrom('session')
      .where(column, '=', hash)
      .returning(['id_hash', 'sealed'])
      .execute()
    return rows.map(({ id_hash, sealed }) => {
      const text = this.#sealer.open(sealed, purpose(id_hash))
      const data = text === null ? null : (JSON.parse(text) as SessionData)
      return { key: id_hash, user: data?.signedIn?.user ?? '' }
    })
  }

  #providerHashes(provider: { id: string; sid?: string; subject?: string } | undefined) {
    const hashOf = (kind: string, value: string | undefined) =>
      provider === undefined || value === undefined
        ? null
        : this.#sealer.fingerprint(JSON.stringify([kind, provider.id, value]))
    return { provider_session: hashOf('sid', provider?.sid), provider_subject: hashOf('sub', provider?.subject) }
  }

  /** All sessions of an account that are not over. */
  async ofAccount(user: string): Promise<{ key: string; data: SessionData; seenAtMs: number }[]> {
    const rows = await this.#database
      .selectFrom('session')
      .selectAll()
      .where('account_hash', '=', this.#accountHash(user))
      .execute()
    return rows.flatMap(({ id_hash, sealed, seen_at_ms, ends_at_ms }) => {
      const text = this.#sealer.open(sealed, purpose(id_hash))
      if (text === null || this.isOver(seen_at_ms, ends_at_ms)) return []
      return [{ key: id_hash, data: JSON.parse(text) as SessionData, seenAtMs: seen_at_ms }]
    })
  }

  /** Notes that mail comes to an account by other addresses now, in all of its sessions. */
  async changeAddresses(user: string, addresses: string[]): Promise<void> {
    for (const { key, data } of await this.ofAccount(user)) {
      if (!data.signedIn) continue
      const changed = { ...data, signedIn: { ...data.signedIn, addresses } }
      const sealed = this.#sealer.seal(JSON.stringify(changed), purpose(key))
      await this.#database.updateTable('session').set({ sealed }).where('id_hash', '=', key).execute()
    }
  }

  #accountHash(user: string): string {
    return this.#sealer.fingerprint(JSON.stringify(['account', user.toLowerCase()]))
  }

  /** When each of these sessions was last used; those that have ended, by whatever process, are missing. */
  async seenTimes(keys: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.#database
      .selectFrom('session')
      .select(['id_hash', 'seen_at_ms'])
      .where('id_hash', 'in', keys)
      .execute()
    return new Map(rows.map((row) => [row.id_hash, row.seen_at_ms]))
  }

  /** Forgets sessions that are over. */
  async sweep(): Promise<void> {
    const now = this.#now()
    await this.#database
      .deleteFrom('session')
      .where((where) => where.or([where('ends_at_ms', '<=', now), where('seen_at_ms', '<=', now - this.#times.idleMs)]))
      .execute()
  }
}

const purpose = (key: string) => `session:${key}`
