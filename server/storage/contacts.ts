import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { BookName, ContactRecord } from './contact-tables.ts'
import type { Schema } from './schema.ts'
import type { Sealer } from './sealing.ts'

/** What is searched and listed of a card. */
export interface IndexedContact {
  id: string
  book: BookName
  name: string
  nickname: string
  addresses: string[]
  organisation: string
  groups: string[]
  /** What the card calls itself (UID), by which it is known again when it is imported once more; may be empty. */
  uid: string
  /** Not there: it was read before lists of people were known. */
  kind?: 'person' | 'list'
  /** Of a list: as its card names them. */
  members?: string[]
  /** Where another server keeps it, and which state of it this is. */
  place?: { path: string; etag: string }
}

export interface NewContact {
  card: string
  index: Omit<IndexedContact, 'id' | 'book'>
}

/** Another card for one, in the place of the one that was seen. */
export interface CardChange {
  id: string
  before: string
  contact: NewContact
  book: BookName
}

const keepDeletedMs = 24 * 60 * 60_000
const mostRemembered = 200
const writtenAtOnce = 200

/** The address books of all people: vCards, sealed, each under its owner. */
export class Contacts {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer
  readonly #now: () => number
  /** The opened index of those who use it just now, for as long as nobody changes it. */
  readonly #remembered = new Map<string, { version: number; items: IndexedContact[] }>()

  constructor(database: Kysely<Schema>, sealer: Sealer, now: () => number = Date.now) {
    this.#database = database
    this.#sealer = sealer
    this.#now = now
  }

  /** Everything that is not deleted, in no order. */
  async list(user: string): Promise<readonly IndexedContact[]> {
    const account = this.#hashOf(user)
    const version = await this.#versionOf(account)
    const known = this.#remembered.get(account)
    if (known?.version === version) return known.items
    const rows = await this.#database
      .selectFrom('contact')
      .select(['id', 'book', 'sealed_index'])
      .where('account_hash', '=', account)
      .where('deleted_at_ms', '=', 0)
      .execute()
    const items = rows.flatMap(({ id, book, sealed_index }) => {
      const text = this.#sealer.open(sealed_index, indexPurpose(id))
      return text === null ? [] : [{ ...(JSON.parse(text) as NewContact['index']), id, book }]
    })
    this.#remembered.delete(account)
    this.#remembered.set(account, { version, items })
    const [oldest] = this.#remembered.keys()
    if (this.#remembered.size > mostRemembered && oldest !== undefined) this.#remembered.delete(oldest)
    return items
  }

  /** The card and the book it is in, or null when it is not there, or not theirs. */
  async read(user: string, id: string): Promise<{ card: string; book: BookName } | null> {
    const row = await this.#database
      .selectFrom('contact')
      .select(['book', 'sealed_card'])
      .where('id', '=', id)
      .where('account_hash', '=', this.#hashOf(user))
      .where('deleted_at_ms', '=', 0)
      .executeTakeFirst()
    const card = row && this.#sealer.open(row.sealed_card, cardPurpose(id))
    return row && typeof card === 'string' ? { card, book: row.book } : null
  }

  /** These cards of theirs, one after the other; those that are gone meanwhile are left out. */
  async *cards(user: string, ids: readonly string[]): AsyncGenerator<string> {
    for (let at = 0; at < ids.length; at += writtenAtOnce) {
      const some = ids.slice(at, at + writtenAtOnce)
      const rows = await this.#database
        .selectFrom('contact')
        .select(['id', 'sealed_card'])
        .where('account_hash', '=', this.#hashOf(user))
        .where('deleted_at_ms', '=', 0)
        .where('id', 'in', some)
        .execute()
      const cards = new Map(rows.map(({ id, sealed_card }) => [id, this.#sealer.open(sealed_card, cardPurpose(id))]))
      for (const id of some) {
        const card = cards.get(id)
        if (card) yield card
      }
    }
  }

  /**
   * Adds all of them, or none where `onKept`, which is told how many are written so far and waited for, throws.
   *
   * @returns their ids, in the same order
   */
  async add(
    user: string,
    book: BookName,
    contacts: readonly NewContact[],
    onKept: (count: number) => Promise<void> = () => Promise.resolve(),
  ): Promise<string[]> {
    const account = this.#hashOf(user)
    const rows = contacts.map(({ card, index }): ContactRecord => {
      const id = randomBytes(15).toString('base64url')
      return { id, account_hash: account, book, deleted_at_ms: 0, ...this.#sealed(id, { card, index }) }
    })
    await this.#database.transaction().execute(async (transaction) => {
      for (let at = 0; at < rows.length; at += writtenAtOnce) {
        const some = rows.slice(at, at + writtenAtOnce)
        await transaction.insertInto('contact').values(some).execute()
        await onKept(at + some.length)
      }
      await bump(transaction, account)
    })
    return rows.map(({ id }) => id)
  }

  /** Writes another card in the place of this one; false when `before` is not what is there any more. */
  async replace(user: string, id: string, before: string, contact: NewContact, book: BookName): Promise<boolean> {
    return (await this.replaceSome(user, [{ id, before, contact, book }])).length > 0
  }

  /** The same for several at once. Gives those that are written. */
  async replaceSome(user: string, wanted: readonly CardChange[]): Promise<string[]> {
    const account = this.#hashOf(user)
    const done: string[] = []
    await this.#database.transaction().execute(async (transaction) => {
      for (const { id, before, contact, book } of wanted) {
        const row = await transaction
          .selectFrom('contact')
          .select('sealed_card')
          .where('id', '=', id)
          .where('account_hash', '=', account)
          .where('deleted_at_ms', '=', 0)
          .executeTakeFirst()
        if (!row || this.#sealer.open(row.sealed_card, cardPurpose(id)) !== before) continue
        const changes = { book, ...this.#sealed(id, contact) }
        await transaction.updateTable('contact').set(changes).where('id', '=', id).execute()
        done.push(id)
      }
      if (done.length > 0) await bump(transaction, account)
    })
    return done
  }

  /** @returns the ids of those that were there */
  delete(user: string, ids: readonly string[]): Promise<string[]> {
    return this.#mark(user, ids, 0, this.#now())
  }

  /** Brings back what was deleted. */
  restore(user: string, ids: readonly string[]): Promise<string[]> {
    return this.#mark(user, ids, null, 0)
  }

  /** Forgets everything of theirs for good, also what was deleted. */
  async erase(user: string): Promise<void> {
    const account = this.#hashOf(user)
    await this.#database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('contact').where('account_hash', '=', account).execute()
      // Every process must notice: the number of the book stays, and rises.
      await bump(transaction, account)
    })
  }

  /** Forgets for good what was deleted more than a day ago. */
  async sweep(): Promise<void> {
    await this.#database
      .deleteFrom('contact')
      .where('deleted_at_ms', '>', 0)
      .where('deleted_at_ms', '<', this.#now() - keepDeletedMs)
      .execute()
  }

  async #mark(user: string, ids: readonly string[], only: 0 | null, deletedAtMs: number): Promise<string[]> {
    const account = this.#hashOf(user)
    const marked: string[] = []
    await this.#database.transaction().execute(async (transaction) => {
      for (let at = 0; at < ids.length; at += writtenAtOnce) {
        const changed = await transaction
          .updateTable('contact')
          .set({ deleted_at_ms: deletedAtMs })
          .where('account_hash', '=', account)
          .where('id', 'in', ids.slice(at, at + writtenAtOnce))
          .where('deleted_at_ms', only === 0 ? '=' : '>', 0)
          .returning('id')
          .execute()
        marked.push(...changed.map(({ id }) => id))
      }
      if (marked.length > 0) await bump(transaction, account)
    })
    return marked
  }

  async #versionOf(account: string): Promise<number> {
    const row = await this.#database
      .selectFrom('contact_book')
      .select('version')
      .where('account_hash', '=', account)
      .executeTakeFirst()
    return row?.version ?? 0
  }

  #sealed(id: string, { card, index }: NewContact): Pick<ContactRecord, 'sealed_index' | 'sealed_card'> {
    return {
      sealed_index: this.#sealer.seal(JSON.stringify(index), indexPurpose(id)),
      sealed_card: this.#sealer.seal(card, cardPurpose(id)),
    }
  }

  #hashOf(user: string): string {
    return this.#sealer.fingerprint(`contacts of ${user.toLowerCase()}`)
  }
}

async function bump(database: Kysely<Schema>, account: string): Promise<void> {
  await database
    .insertInto('contact_book')
    .values({ account_hash: account, version: 1 })
    .onConflict((conflict) =>
      conflict.column('account_hash').doUpdateSet((set) => ({ version: set('contact_book.version', '+', 1) })),
    )
    .execute()
}

const indexPurpose = (id: string) => `contact-index:${id}`
const cardPurpose = (id: string) => `contact:${id}`
