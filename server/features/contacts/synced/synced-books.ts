import { randomUUID } from 'node:crypto'
import type { ContactWindow } from '#contract/contacts.ts'
import { type CardServer, CardServerFault, type CardServers } from '#server/mail/card-server-port.ts'
import { Problem } from '#server/problem.ts'
import type { Contacts, IndexedContact, NewContact } from '#server/storage/contacts.ts'
import type { KeptAccounts, SyncedBook } from './kept-accounts.ts'
import { faultOf, placed, syncBook } from './sync-book.ts'

const refreshAfterMs = 5 * 60_000

/** What is needed for address books at other servers. */
export interface SyncedParts {
  contacts: Contacts
  accounts: KeptAccounts
  servers: CardServers
  now: () => number
}

/** Address books that other servers keep: their cards are here as well, and what is changed is changed there first. */
export class SyncedBooks {
  readonly parts: SyncedParts
  /** One reading of a person's books at a time. */
  readonly #running = new Map<string, Promise<boolean>>()

  constructor(parts: SyncedParts) {
    this.parts = parts
  }

  get canAdd(): boolean {
    return this.parts.servers.servers.length > 0
  }

  /** Those whose contacts are shown. */
  async shown(user: string, all: readonly IndexedContact[]): Promise<ContactWindow['books']> {
    const counts = countsOf(all)
    const books = (await this.parts.accounts.list(user)).flatMap((account) => account.books)
    return books
      .filter(({ isOn }) => isOn)
      .map(({ id, name, isReadOnly }) => ({ id, name, isReadOnly, count: counts.get(id) ?? 0 }))
  }

  /** Brings what is new, of all books. Answers whether anything is another; what went wrong is noted at each book. */
  sync(user: string): Promise<boolean> {
    const running = this.#running.get(user) ?? this.#sync(user).finally(() => this.#running.delete(user))
    this.#running.set(user, running)
    return running
  }

  /** The same, where that was some time ago, for later: nobody waits for it. */
  async refreshLater(user: string): Promise<void> {
    const books = (await this.parts.accounts.list(user)).flatMap((account) => account.books)
    const isOld = ({ isOn, syncedAtMs }: SyncedBook) => isOn && this.parts.now() - syncedAtMs > refreshAfterMs
    if (books.some(isOld)) this.sync(user).catch(() => undefined)
  }

  /** Writes a new card into a book. Throws Problem. */
  async add(user: string, bookId: string, card: string): Promise<NewContact> {
    const { book, server } = await this.#open(user, bookId)
    const path = `${book.path}${randomUUID()}.vcf`
    return placed(card, path, await this.#told(user, server.write(path, card, null)))
  }

  /** Writes a card in the place of another; `isBack`: where one was that has been deleted. Throws Problem. */
  async write(user: string, before: IndexedContact, card: string, isBack = false): Promise<NewContact> {
    const { server } = await this.#open(user, before.book)
    const { path = '', etag = '' } = before.place ?? {}
    return placed(card, path, await this.#told(user, server.write(path, card, isBack ? null : etag)))
  }

  /** Throws Problem. */
  async remove(user: string, contact: IndexedContact): Promise<void> {
    const { server } = await this.#open(user, contact.book)
    await this.#told(user, server.remove(contact.place?.path ?? '', contact.place?.etag ?? ''))
  }

  async #open(user: string, bookId: string): Promise<{ book: SyncedBook; server: CardServer }> {
    for (const account of await this.parts.accounts.list(user)) {
      const book = account.books.find(({ id, isOn }) => id === bookId && isOn)
      const server = book && this.parts.servers.open(account)
      if (book && !server) throw new Problem('contacts-unavailable')
      if (book && server && book.isReadOnly) throw new Problem('not-allowed')
      if (book && server) return { book, server }
    }
    throw new Problem('not-allowed')
  }

  /** In our words. Where the card is another by now, it is brought here, so that it can be looked at. */
  async #told<T>(user: string, asked: Promise<T>): Promise<T> {
    try {
      return await asked
    } catch (error) {
      if (!(error instanceof CardServerFault)) throw error
      if (error.reason === 'forbidden') throw new Problem('not-allowed', {}, error)
      if (error.reason !== 'changed') throw new Problem('contacts-unavailable', {}, error)
      await this.sync(user)
      throw new Problem('contact-changed', {}, error)
    }
  }

  async #sync(user: string): Promise<boolean> {
    let isChanged = false
    for (const account of await this.parts.accounts.list(user)) {
      const books = account.books.filter(({ isOn }) => isOn)
      const server = this.parts.servers.open(account)
      for (const book of books) if (await this.#syncOne(user, book, server)) isChanged = true
    }
    return (await this.#dropGivenUp(user)) || isChanged
  }

  async #syncOne(user: string, book: SyncedBook, server: CardServer | null): Promise<boolean> {
    const { contacts, accounts, now } = this.parts
    if (!server) {
      await accounts.note(user, { ...book, fault: 'not-offered' })
      return false
    }
    try {
      const { state, leftOut, isChanged } = await syncBook(contacts, user, book, server)
      await accounts.note(user, { ...book, state, leftOut, syncedAtMs: now(), fault: null })
      return isChanged
    } catch (error) {
      await accounts.note(user, { ...book, fault: faultOf(error) })
      // Some of it may have come.
      return true
    }
  }

  /** What belongs to no book any more, such as what came while its account was being forgotten. */
  async #dropGivenUp(user: string): Promise<boolean> {
    const { contacts, accounts } = this.parts
    const shown = new Set(
      (await accounts.list(user)).flatMap(({ books }) => books.filter(({ isOn }) => isOn)).map(idOf),
    )
    const isOver = ({ book }: IndexedContact) => book.startsWith('at-') && !shown.has(book)
    const over = (await contacts.list(user)).filter(isOver).map(({ id }) => id)
    if (over.length > 0) await contacts.delete(user, over)
    return over.length > 0
  }
}

const idOf = ({ id }: SyncedBook): string => id

export function countsOf(all: readonly IndexedContact[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { book } of all) counts.set(book, (counts.get(book) ?? 0) + 1)
  return counts
}
