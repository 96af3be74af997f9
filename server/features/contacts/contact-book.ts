import { createHash } from 'node:crypto'
import {
  mostOfContacts,
  type Contact,
  type ContactFields,
  type ContactRow,
  type ContactWindow,
} from '#contract/contacts.ts'
import { photoOf } from '#server/mail/contacts/card-photo.ts'
import { changeCard, newCard, readContactCard } from '#server/mail/contacts/contact-card.ts'
import { membersOfCard } from '#server/mail/contacts/list-card.ts'
import { Problem } from '#server/problem.ts'
import type { BookName } from '#server/storage/contact-tables.ts'
import type { Contacts, IndexedContact } from '#server/storage/contacts.ts'
import { folded } from '#server/mail/names.ts'
import { describedMembers, withLists } from './card-lists.ts'
import { groupsOf, indexed, isFavourite } from './index-card.ts'
import { byName, matches } from './match-contacts.ts'
import type { SyncedBooks } from './synced/synced-books.ts'

export interface ContactQuery {
  query: string
  group?: string | undefined
  collected: 'true' | 'false'
  favourites: 'true' | 'false'
  book?: string | undefined
  offset: number
  limit: number
}

/** One person's contacts, of the book that is kept here and of those that other servers keep. */
export class ContactBook {
  readonly #contacts: Contacts
  readonly #synced: SyncedBooks
  readonly #user: string

  constructor(synced: SyncedBooks, user: string) {
    this.#contacts = synced.parts.contacts
    this.#synced = synced
    this.#user = user
  }

  /** Each with the lists it is in among its groups. */
  async all(): Promise<readonly IndexedContact[]> {
    return withLists(await this.#contacts.list(this.#user))
  }

  async window({ offset, limit, ...chosen }: ContactQuery): Promise<Omit<ContactWindow, 'hasDirectory'>> {
    const all = await this.all()
    const fitting = await this.fitting(chosen)
    return {
      items: fitting.slice(offset, offset + limit).map(rowOf),
      total: fitting.length,
      offset,
      groups: countedGroups(all),
      favourites: all.filter((contact) => contact.book !== 'collected' && isFavourite(contact)).length,
      collected: all.filter((contact) => contact.book === 'collected').length,
      books: await this.#synced.shown(this.#user, all),
      canAdd: this.#synced.canAdd,
    }
  }

  /** All that fit, by name. */
  async fitting({ query, group, favourites, collected, book }: Omit<ContactQuery, 'offset' | 'limit'>) {
    return (await this.all())
      .filter((contact) => (contact.book === 'collected') === (collected === 'true'))
      .filter((contact) => book === undefined || contact.book === book)
      .filter((contact) => group === undefined || groupsOf(contact).includes(group))
      .filter((contact) => favourites === 'false' || isFavourite(contact))
      .filter((contact) => matches(contact, query))
      .sort(byName)
  }

  /** Those that are contacts and fit, by name: one alone, or as in the list. */
  async idsOf({
    contact: one,
    ...chosen
  }: Omit<ContactQuery, 'collected' | 'offset' | 'limit'> & { contact?: string | undefined }) {
    const fitting = await this.fitting({ ...chosen, collected: 'false' })
    return fitting.map(({ id }) => id).filter((id) => one === undefined || id === one)
  }

  /** Throws Problem `not-found`. */
  async read(id: string): Promise<Contact> {
    const found = await this.#contacts.read(this.#user, id)
    if (!found) throw new Problem('not-found')
    return this.#presented(id, found)
  }

  /** Throws Problem `invalid-request`, `not-allowed`, `contacts-unavailable`. */
  async add(fields: ContactFields, bookId = 'own'): Promise<Contact> {
    checkNamed(fields)
    const book = bookId as BookName
    await this.checkRoom(1, book)
    const card = newCard(fields)
    const contact = book === 'own' ? indexed(card) : await this.#synced.add(this.#user, book, card)
    const [id = ''] = await this.#contacts.add(this.#user, book, [contact])
    return this.#presented(id, { card, book })
  }

  /** Throws Problem `invalid-request`, `not-found`, `not-allowed`, `contact-changed`, `contacts-unavailable`. */
  change(id: string, fields: ContactFields, version: string): Promise<Contact> {
    checkNamed(fields)
    return this.rewrite(id, version, (card) => changeCard(card, fields))
  }

  /** Writes what `make` makes of the card. `version` null: whatever it is by now. Throws Problem as `change` does. */
  async rewrite(id: string, version: string | null, make: (card: string) => string): Promise<Contact> {
    const found = await this.#contacts.read(this.#user, id)
    if (!found) throw new Problem('not-found')
    if (version !== null && versionOf(found.card) !== version) throw new Problem('contact-changed')
    const card = make(found.card)
    if (card === found.card) return this.#presented(id, found)
    const before = (await this.#contacts.list(this.#user)).find((contact) => contact.id === id)
    const isElsewhere = before?.place !== undefined
    const book = isElsewhere ? found.book : 'own'
    const contact = isElsewhere ? await this.#synced.write(this.#user, before, card) : indexed(card)
    const isWritten = await this.#contacts.replace(this.#user, id, found.card, contact, book)
    // What the server that keeps the book has taken is done, whatever was brought here meanwhile.
    if (!isWritten && !isElsewhere) throw new Problem('contact-changed')
    return this.#presented(id, { card, book })
  }

  /** The photo that its card holds. Throws Problem `not-found`. */
  async photo(id: string): Promise<{ type: string; bytes: Buffer }> {
    const photo = photoOf((await this.#contacts.read(this.#user, id))?.card ?? '')
    if (photo.state !== 'here') throw new Problem('not-found')
    return photo
  }

  async clearCollected(): Promise<string[]> {
    const collected = (await this.all()).filter(({ book }) => book === 'collected')
    return this.delete(collected.map(({ id }) => id))
  }

  /** Gives those that are gone; throws Problem only where none could be deleted. */
  async delete(ids: readonly string[]): Promise<string[]> {
    const { here, elsewhere } = await this.#whereKept(ids)
    const done = here.length > 0 ? await this.#contacts.delete(this.#user, here) : []
    return oneByOne(done, elsewhere, async (contact) => {
      await this.#synced.remove(this.#user, contact)
      return this.#contacts.delete(this.#user, [contact.id])
    })
  }

  /** The other way round: gives those that are back. */
  async restore(ids: readonly string[]): Promise<string[]> {
    const { here, elsewhere } = await this.#whereKept(await this.#contacts.restore(this.#user, ids))
    return oneByOne(here, elsewhere, async (contact) => {
      const card = (await this.#contacts.read(this.#user, contact.id))?.card ?? ''
      try {
        const written = await this.#synced.write(this.#user, contact, card, true)
        await this.#contacts.replace(this.#user, contact.id, card, written, contact.book)
        return [contact.id]
      } catch (error) {
        await this.#contacts.delete(this.#user, [contact.id])
        throw error
      }
    })
  }

  /** With whom a list holds. */
  async #presented(id: string, found: { card: string; book: BookName }): Promise<Contact> {
    const all = await this.all()
    const list = all.find((contact) => contact.id === id && contact.kind === 'list')
    const shown = presented(id, found)
    return list ? { ...shown, members: describedMembers(list, membersOfCard(found.card), all) } : shown
  }

  async #whereKept(ids: readonly string[]): Promise<{ here: string[]; elsewhere: IndexedContact[] }> {
    const wanted = new Set(ids)
    const elsewhere = (await this.all()).filter(({ id, place }) => place !== undefined && wanted.has(id))
    for (const { id } of elsewhere) wanted.delete(id)
    return { here: [...wanted], elsewhere }
  }

  /** Throws Problem `not-allowed` where there would be more contacts than one book may have. */
  async checkRoom(more: number, book: BookName = 'own'): Promise<void> {
    const others = (await this.all()).filter((contact) => contact.book === book)
    if (others.length + more > mostOfContacts.count) throw new Problem('not-allowed')
  }
}

function checkNamed({ name, addresses }: ContactFields): void {
  if (name === '' && addresses.length === 0)
    throw new Problem('invalid-request', { fields: [{ field: 'name', code: 'missing' }] })
}

/** One after the other; throws only where nothing is done and one failed. */
export async function oneByOne<Item>(
  done: readonly string[],
  items: readonly Item[],
  work: (item: Item) => Promise<string[]>,
): Promise<string[]> {
  const all = [...done]
  const failures: unknown[] = []
  for (const item of items) {
    await work(item).then(
      (ids) => all.push(...ids),
      (error: unknown) => failures.push(error),
    )
  }
  if (all.length === 0 && failures.length > 0) throw failures[0]
  return all
}

const versionOf = (card: string) => createHash('sha256').update(card).digest('base64url').slice(0, 24)

/** As people look at it. */
export function presented(id: string, { card, book }: { card: string; book: BookName }): Contact {
  const { fields, isFavourite: isStarred } = readContactCard(card)
  const isCollected = book === 'collected'
  const marks = { isFavourite: isStarred, photo: photoOf(card).state, members: null }
  return { id, isCollected, book, version: versionOf(card), fields, ...marks }
}

function rowOf(contact: IndexedContact): ContactRow {
  const { id, name, nickname, addresses, organisation, book } = contact
  const marks = {
    isCollected: book === 'collected',
    isFavourite: isFavourite(contact),
    isList: contact.kind === 'list',
  }
  return { id, name, nickname, addresses, organisation, groups: groupsOf(contact), book, ...marks }
}

function countedGroups(all: readonly IndexedContact[]): ContactWindow['groups'] {
  const counts = new Map<string, number>()
  for (const contact of all) for (const name of groupsOf(contact)) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((one, other) => folded(one.name).localeCompare(folded(other.name)))
}
