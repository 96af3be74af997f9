import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { BookName, ContactRecord } from './contact-tables.ts'
import type { Schema } from './schema.ts'
import { accountOf, cardPurpose, indexPurpose, nextVersion, sealedContact, writtenAtOnce } from './sealed-contacts.ts'
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

/** The address books of all people: vCards, sealed, each under its owner. */
export class Contacts {
  readonly #database: Kysely<Schema>
  readonly #sealer: Sealer
  readonly #now: () => number
  #onChange: () => void = () => undefined
  /** The opened index of those who use it just now, for as long as nobody changes it. */
  readonly #remembered = new Map<string, { version: number; items: IndexedContact[] }>()

  constructor(database: Kysely<Schema>, sealer: Sealer, now: () => number = Date.now) {
    this.#database = database
    this.#sealer = sealer
    this.#now = now
  }

  /** Who wants to know when anybody’s contacts were changed here. */
  listen(listener: () => void): void {
    this.#onChange = listener
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
    const rows = contacts.map((contact): ContactRecord => {
      const id = randomBytes(15).toString('base64url')
      const place = { account_hash: account, book, deleted_at_ms: 0, changed: 0, sealed_name: null }
      return { id, ...place, ...sealedContact(this.#sealer, id, contact) }
    })
    await this.#database.transaction().execute(async (transaction) => {
      const changed = await nextVersion(transaction, account)
      for (let at = 0; at < rows.length; at += writtenAtOnce) {
        const some = rows.slice(at, at + writtenAtOnce).map((row) => ({ ...row, changed }))
        await transaction.insertInto('contact').values(some).execute()
        await onKept(at + some.length)
      }
    })
    this.#onChange()
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
      const changed = await nextVersion(transaction, account)
      for (const { id, before, contact, book } of wanted) {
        const row = await transaction
          .selectFrom('contact')
          .select('sealed_card')
          .where('id', '=', id)
          .where('account_hash', '=', account)
          .where('deleted_at_ms', '=', 0)
          .executeTakeFirst()
        if (!row || this.#sealer.open(row.sealed_card, cardPurpose(id)) !== before) continue
        const changes = { book, changed, ...sealedContact(this.#sealer, id, contact) }
        await transaction.updateTable('contact').set(changes).where('id', '=', id).execute()
        done.push(id)
      }
    })
    this.#onChange()
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
      await forget(transaction, account, await nextVersion(transaction, account))
    })
    this.#onChange()
  }

  /** Forgets for good what was deleted more than a day ago. */
  async sweep(): Promise<void> {
    await this.#database.transaction().execute(async (transaction) => {
      const gone = await transaction
        .deleteFrom('contact')
        .where('deleted_at_ms', '>', 0)
        .where('deleted_at_ms', '<', this.#now() - keepDeletedMs)
        .returning(['account_hash', 'changed'])
        .execute()
      for (const [account, rows] of Map.groupBy(gone, ({ account_hash }) => account_hash))
        await forget(transaction, account, Math.max(...rows.map(({ changed }) => changed)))
    })
  }

  async #mark(user: string, ids: readonly string[], only: 0 | null, deletedAtMs: number): Promise<string[]> {
    const account = this.#hashOf(user)
    const marked: string[] = []
    if (ids.length === 0) return marked
    await this.#database.transaction().execute(async (transaction) => {
      const changed = await nextVersion(transaction, account)
      for (let at = 0; at < ids.length; at += writtenAtOnce) {
        const found = await transaction
          .updateTable('contact')
          .set({ deleted_at_ms: deletedAtMs, changed })
          .where('account_hash', '=', account)
          .where('id', 'in', ids.slice(at, at + writtenAtOnce))
          .where('deleted_at_ms', only === 0 ? '=' : '>', 0)
          .returning('id')
          .execute()
        marked.push(...found.map(({ id }) => id))
      }
    })
    this.#onChange()
    return marked
  }

  /** The numbers of the books of these people, each another whenever anything in it is. Who never had a contact has none. */
  async versions(users: readonly string[]): Promise<Map<string, number>> {
    const accounts = users.map((user) => this.#hashOf(user))
    const found = new Map<string, number>()
    for (let at = 0; at < accounts.length; at += writtenAtOnce) {
      const rows = await this.#database
        .selectFrom('contact_book')
        .select(['account_hash', 'version'])
        .where('account_hash', 'in', accounts.slice(at, at + writtenAtOnce))
        .execute()
      for (const { account_hash, version } of rows) found.set(account_hash, version)
    }
    return new Map(
      users.flatMap((user, at) => {
        const version = found.get(accounts[at] ?? '')
        return version === undefined ? [] : [[user, version] as const]
      }),
    )
  }

  async #versionOf(account: string): Promise<number> {
    const row = await this.#database
      .selectFrom('contact_book')
      .select('version')
      .where('account_hash', '=', account)
      .executeTakeFirst()
    return row?.version ?? 0
  }

  #hashOf(user: string): string {
    return accountOf(this.#sealer, user)
  }
}

/** What was deleted up to this number is not known any more: who asks what changed since before is told so. */
async function forget(transaction: Kysely<Schema>, account: string, version: number): Promise<void> {
  await transaction
    .updateTable('contact_book')
    .set({ forgotten: version })
    .where('account_hash', '=', account)
    .where('forgotten', '<', version)
    .execute()
}
