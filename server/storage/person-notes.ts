import type { Kysely } from 'kysely'
import { holdAlone } from './postgres.ts'
import type { Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** What a note is about. */
export type NoteKind =
  | 'labels'
  | 'saved-searches'
  | 'picture-consents'
  | 'folder-arrangement'
  | 'folder-roles'
  | 'invitations'
  | 'view-choices'
  | 'draft-keys'
  | 'identities'
  | 'signature'
  | 'templates'
  | 'second-step'
  | 'passkey-owner'
  | 'own-addresses'
  | 'seen-forwards'
  | 'confirmed-forwards'
  | 'seen-access'
  | 'contact-accounts'
  | 'known-devices'
  | 'full-mailbox'
  | 'shown-absence'
  | 'app-passwords'

/** Keeps what belongs to a person and has no place at the mail server: text by account, readable by nobody who has only the file. */
export class PersonNotes {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer

  constructor(database: Kysely<Schema>, sealer: Sealer) {
    this.#database = database
    this.#sealer = sealer
  }

  read(account: string, kind: NoteKind): Promise<string | null> {
    return this.#read(this.#database, this.#keyOf(account, kind))
  }

  /** Of several accounts, those who have one. */
  async readSome(accounts: readonly string[], kind: NoteKind): Promise<Map<string, string>> {
    const byKey = new Map(accounts.map((account) => [this.#keyOf(account, kind), account]))
    if (byKey.size === 0) return new Map()
    const keys = [...byKey.keys()]
    const rows = await this.#database.selectFrom('person_note').selectAll().where('key_hash', 'in', keys).execute()
    return new Map(
      rows.flatMap(({ key_hash: key, sealed }): [string, string][] => {
        const [account, text] = [byKey.get(key), this.#sealer.open(sealed, purpose(key))]
        return account === undefined || text === null ? [] : [[account, text]]
      }),
    )
  }

  async write(account: string, kind: NoteKind, text: string): Promise<void> {
    await this.#write(this.#database, this.#keyOf(account, kind), text)
  }

  async remove(account: string, kind: NoteKind): Promise<void> {
    await this.#database.deleteFrom('person_note').where('key_hash', '=', this.#keyOf(account, kind)).execute()
  }

  /** Reads, changes and writes with no other writer in between. What `work` throws leaves the note as it was. */
  change<T>(account: string, kind: NoteKind, work: (text: string | null) => { text: string; made: T }): Promise<T> {
    const key = this.#keyOf(account, kind)
    return this.#database.transaction().execute(async (transaction) => {
      await holdAlone(transaction, key)
      const { text, made } = work(await this.#read(transaction, key))
      await this.#write(transaction, key, text)
      return made
    })
  }

  async #read(database: Kysely<Schema>, key: string): Promise<string | null> {
    const row = await database.selectFrom('person_note').selectAll().where('key_hash', '=', key).executeTakeFirst()
    return row ? this.#sealer.open(row.sealed, purpose(key)) : null
  }

  async #write(database: Kysely<Schema>, key: string, text: string): Promise<void> {
    const sealed = this.#sealer.seal(text, purpose(key))
    await database
      .insertInto('person_note')
      .values({ key_hash: key, sealed })
      .onConflict((conflict) => conflict.column('key_hash').doUpdateSet({ sealed }))
      .execute()
  }

  #keyOf(account: string, kind: NoteKind): string {
    return this.#sealer.fingerprint(`${kind}:${account.toLowerCase()}`)
  }
}

const purpose = (key: string) => `person-note:${key}`
