import type { Kysely } from 'kysely'
import type { BookName, ContactRecord } from './contact-tables.ts'
import type { NewContact } from './contacts.ts'
import type { Schema } from './schema.ts'
import { accountOf, cardPurpose, nextVersion, sealedContact, writtenAtOnce } from './sealed-contacts.ts'
import type { Sealer } from './sealing.ts'

/** A card as other programs know it: by a name they may have given it. */
export interface CardResource {
  id: string
  name: string
  /** Another for each state of the card; without quotation marks. */
  etag: string
  isGone: boolean
}

type Row = Pick<ContactRecord, 'id' | 'etag' | 'sealed_name' | 'deleted_at_ms' | 'book'>
const columns = ['id', 'etag', 'sealed_name', 'deleted_at_ms', 'book'] as const

/** The same cards as in `Contacts`, under names, and with what has changed since when. */
export class CardResources {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer

  constructor(database: Kysely<Schema>, sealer: Sealer) {
    this.#database = database
    this.#sealer = sealer
  }

  /** The number of somebody's books, which rises with each change, and the one up to which it is not known any more what was deleted. */
  async state(user: string): Promise<{ version: number; forgotten: number }> {
    const row = await this.#database
      .selectFrom('contact_book')
      .select(['version', 'forgotten'])
      .where('account_hash', '=', accountOf(this.#sealer, user))
      .executeTakeFirst()
    return row ?? { version: 0, forgotten: 0 }
  }

  async list(user: string, book: BookName): Promise<CardResource[]> {
    const rows = await this.#of(user).where('book', '=', book).where('deleted_at_ms', '=', 0).execute()
    return rows.map((row) => this.#resource(row, book))
  }

  /** What is new, another, or gone since the book had this number. Those somebody wrote to are gone from there once they are contacts. */
  async changes(user: string, book: BookName, since: number): Promise<CardResource[]> {
    const books: BookName[] = book === 'collected' ? ['collected', 'own'] : [book]
    const rows = await this.#of(user).where('book', 'in', books).where('changed', '>', since).execute()
    return rows.map((row) => this.#resource(row, book))
  }

  /** Those of these names that are there, in no order. */
  async find(user: string, book: BookName, names: readonly string[]): Promise<CardResource[]> {
    const wanted = new Set(names)
    const ids = [...wanted].flatMap((name) => this.#idsOf(user, name))
    const found: CardResource[] = []
    for (let at = 0; at < ids.length; at += writtenAtOnce) {
      const rows = await this.#of(user)
        .where('id', 'in', ids.slice(at, at + writtenAtOnce))
        .where('book', '=', book)
        .where('deleted_at_ms', '=', 0)
        .execute()
      found.push(...rows.map((row) => this.#resource(row, book)).filter(({ name }) => wanted.has(name)))
    }
    return found
  }

  /** One of them with its card, both of the same state. */
  async read(user: string, book: BookName, name: string): Promise<{ resource: CardResource; card: string } | null> {
    const rows = await this.#of(user)
      .select('sealed_card')
      .where('id', 'in', this.#idsOf(user, name))
      .where('book', '=', book)
      .where('deleted_at_ms', '=', 0)
      .execute()
    for (const row of rows) {
      const resource = this.#resource(row, book)
      const card = this.#sealer.open(row.sealed_card, cardPurpose(row.id))
      if (resource.name === name && card !== null) return { resource, card }
    }
    return null
  }

  /** The cards of these, at most 200, by their ids. */
  async cards(user: string, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map()
    const rows = await this.#database
      .selectFrom('contact')
      .select(['id', 'sealed_card'])
      .where('account_hash', '=', accountOf(this.#sealer, user))
      .where('id', 'in', ids)
      .where('deleted_at_ms', '=', 0)
      .execute()
    return new Map(rows.map(({ id, sealed_card }) => [id, this.#sealer.open(sealed_card, cardPurpose(id)) ?? '']))
  }

  /** Adds a card of this name to somebody's own book; false where one of this name is there already. */
  add(user: string, name: string, contact: NewContact): Promise<boolean> {
    const account = accountOf(this.#sealer, user)
    return this.#database.transaction().execute(async (transaction) => {
      const changed = await nextVersion(transaction, account)
      const [id = '', plain] = this.#idsOf(user, name)
      const ids = plain === undefined ? [id] : [id, plain]
      const taken = await this.#of(user, transaction).where('id', 'in', ids).execute()
      const before = taken.map((row) => ({ row, is: this.#resource(row, 'own') })).find(({ is }) => is.name === name)
      if (before?.row.deleted_at_ms === 0) return false
      const at = before?.row.id ?? id
      const state = { book: 'own' as const, deleted_at_ms: 0, changed, ...sealedContact(this.#sealer, at, contact) }
      if (before) await transaction.updateTable('contact').set(state).where('id', '=', at).execute()
      else {
        const row = { id, account_hash: account, sealed_name: this.#sealer.seal(name, namePurpose(id)), ...state }
        await transaction.insertInto('contact').values(row).execute()
      }
      return true
    })
  }

  /** Deletes it, as far as it is in this state; whether it was. */
  remove(user: string, { id, etag }: CardResource, nowMs: number): Promise<boolean> {
    const account = accountOf(this.#sealer, user)
    return this.#database.transaction().execute(async (transaction) => {
      const changed = await nextVersion(transaction, account)
      const { numUpdatedRows } = await transaction
        .updateTable('contact')
        .set({ deleted_at_ms: nowMs, changed })
        .where('id', '=', id)
        .where('account_hash', '=', account)
        .where('deleted_at_ms', '=', 0)
        .where('etag', 'in', [etag, ...(etag === id ? [''] : [])])
        .executeTakeFirst()
      return numUpdatedRows === 1n
    })
  }

  #of(user: string, database = this.#database) {
    return database
      .selectFrom('contact')
      .select(columns)
      .where('account_hash', '=', accountOf(this.#sealer, user))
      .orderBy('id')
  }

  /** Where a card of this name is: what another program named has an id made of the name, so that no two can have it. */
  #idsOf(user: string, name: string): string[] {
    const named = this.#sealer.fingerprint(`card of ${accountOf(this.#sealer, user)}: ${name}`).slice(0, 20)
    const plain = /^([\w-]{20})\.vcf$/.exec(name)?.[1]
    return plain === undefined ? [named] : [named, plain]
  }

  /** What was there before states were noted has its id for one until it is written again. */
  #resource({ id, etag, sealed_name: sealed, deleted_at_ms, book }: Row, inBook: BookName): CardResource {
    const name = sealed === null ? null : this.#sealer.open(sealed, namePurpose(id))
    return { id, name: name ?? `${id}.vcf`, etag: etag || id, isGone: deleted_at_ms > 0 || book !== inBook }
  }
}

const namePurpose = (id: string) => `contact-name:${id}`
