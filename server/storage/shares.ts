import type { Kysely } from 'kysely'
import type { Managing } from '#contract/managed-mailboxes.ts'
import type { Writing } from '#contract/sharing.ts'
import type { Schema, ShareRow } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** What the mail server does not know of a share: from when to when, and what for. */
export interface ShareNote {
  /** Whose folders, and with whom: user names. */
  owner: string
  user: string
  /** The rights it gives (RFC 4314), and where; null: in every folder there was. */
  rights: string
  /** Whether they may write from the owner's address; nothing in notes of older versions. */
  writes?: Writing
  /** Whether they see to the owner's out of office and acknowledgement, or filters; nothing in notes of older versions. */
  manages?: Managing
  folders: string[] | null
  startsMs: number | null
  endsMs: number | null
  purpose: string
  /** Who gave it in the owner's name; nothing where the owner did. */
  by?: string
  /** Whether the mail server has been told. */
  isInForce: boolean
}

/** Later than any date. */
const never = Number.MAX_SAFE_INTEGER

/** Remembers when shares begin and end. Names nobody in the database. */
export class Shares {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer

  constructor(database: Kysely<Schema>, sealer: Sealer) {
    this.#database = database
    this.#sealer = sealer
  }

  async of(owner: string): Promise<ShareNote[]> {
    const hash = this.#ownerHash(owner)
    const rows = await this.#database.selectFrom('share').selectAll().where('owner_hash', '=', hash).execute()
    return rows.flatMap((row) => this.#read(row) ?? [])
  }

  /** Null where we know of nothing between them. */
  async between({ owner, user }: Pick<ShareNote, 'owner' | 'user'>): Promise<ShareNote | null> {
    const id = this.#idOf(owner, user)
    const row = await this.#database.selectFrom('share').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? this.#read(row) : null
  }

  async save(note: ShareNote): Promise<void> {
    const row = this.#rowOf(note)
    await this.#database
      .insertInto('share')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }

  async remove({ owner, user }: Pick<ShareNote, 'owner' | 'user'>): Promise<void> {
    await this.#database.deleteFrom('share').where('id', '=', this.#idOf(owner, user)).execute()
  }

  /** Those that are to begin or end now, each for one process alone; it is tried again at `againMs` unless it is saved or removed. */
  async take(nowMs: number, againMs: number): Promise<ShareNote[]> {
    const rows = await this.#database
      .selectFrom('share')
      .selectAll()
      .where('next_ms', '<=', nowMs)
      .orderBy('next_ms')
      .limit(500)
      .execute()
    const mine: ShareNote[] = []
    for (const row of rows) {
      const taken = await this.#database
        .updateTable('share')
        .set({ next_ms: againMs })
        .where('id', '=', row.id)
        .where('next_ms', '=', row.next_ms)
        .executeTakeFirst()
      const note = this.#read(row)
      if (note && taken.numUpdatedRows === 1n) mine.push(note)
    }
    return mine
  }

  #rowOf(note: ShareNote): ShareRow {
    const { owner, user, isInForce, startsMs, endsMs } = note
    const id = this.#idOf(owner, user)
    const next = isInForce ? endsMs : (startsMs ?? 0)
    return {
      ...{ id, owner_hash: this.#ownerHash(owner), next_ms: next ?? never },
      sealed: this.#sealer.seal(JSON.stringify(note), purposeOf(id)),
    }
  }

  #read({ id, sealed }: ShareRow): ShareNote | null {
    const text = this.#sealer.open(sealed, purposeOf(id))
    return text === null ? null : (JSON.parse(text) as ShareNote)
  }

  #idOf(owner: string, user: string): string {
    return this.#sealer.fingerprint(`share:${JSON.stringify([owner, user])}`)
  }

  #ownerHash(owner: string): string {
    return this.#sealer.fingerprint(`shares-of:${owner}`)
  }
}

const purposeOf = (id: string) => `share:${id}`
