import { mostOfContacts } from '#contract/contacts.ts'
import {
  type BookState,
  type CardServer,
  CardServerFault,
  mostCardsAtOnce,
  type RemoteCard,
} from '#server/mail/card-server-port.ts'
import { cardLines, writeCard } from '#server/mail/contacts/card-lines.ts'
import { nameInLarge } from '#server/mail/contacts/contact-card.ts'
import type { Contacts, IndexedContact, NewContact } from '#server/storage/contacts.ts'
import { indexed } from '../index-card.ts'
import type { SyncedBook } from './kept-accounts.ts'

/** A card that cannot be kept here: by name, where that can be read of it. */
export interface LeftOut {
  path: string
  name: string
}

const mostLeftOut = 50

/** More contacts than one book may have. */
class TooManyContacts extends Error {}

const largestCard = 1_000_000

/**
 * Brings here what is another at the server. What breaks off leaves all that came, and the state as it was: the next time goes
 * on from there. Nothing counts as deleted unless the server has said all it has to say.
 *
 * @returns the state that is here now, which cards are too large to be kept here, and whether anything is another
 * @throws CardServerFault, TooManyContacts
 */
export async function syncBook(
  contacts: Contacts,
  user: string,
  book: SyncedBook,
  server: CardServer,
): Promise<{ state: BookState; leftOut: LeftOut[]; isChanged: boolean }> {
  const { here, doubles } = await contactsByPath(contacts, user, book)
  const isReadAnew = [...here.values()].some(({ kind }) => kind === undefined)
  const { cards, gone, isWhole, state } = await server.changes(book.path, isReadAnew ? null : book.state)
  const isKnown = ({ path, etag }: { path: string; etag: string }) =>
    etag !== '' && here.get(path)?.place?.etag === etag && here.get(path)?.kind !== undefined
  const wanted = cards.filter((card) => !isKnown(card)).map(({ path }) => path)
  const fresh = wanted.filter((path) => !here.has(path)).length
  if (here.size + fresh > mostOfContacts.count) throw new TooManyContacts()
  let leftOut = book.leftOut ?? []
  for (let at = 0; at < wanted.length; at += mostCardsAtOnce) {
    const asked = wanted.slice(at, at + mostCardsAtOnce)
    const { taken, tooLarge } = await take(contacts, user, book, here, await server.cards(book.path, asked))
    leftOut = [...leftOut.filter(({ path }) => !taken.has(path)), ...tooLarge]
  }
  const listed = new Set(cards.map(({ path }) => path))
  const missing = isWhole ? [...here.keys()].filter((path) => !listed.has(path)) : gone
  const lost = [...doubles, ...missing.flatMap((path) => here.get(path)?.id ?? [])]
  if (lost.length > 0) await contacts.delete(user, lost)
  const isThere = ({ path }: LeftOut) => (isWhole ? listed.has(path) : !gone.includes(path))
  return {
    state,
    leftOut: leftOut.filter(isThere).slice(0, mostLeftOut),
    isChanged: wanted.length + lost.length > 0 || leftOut.length !== (book.leftOut ?? []).length,
  }
}

/** Two processes may have brought the same card at the same moment: one of them is enough. */
async function contactsByPath(contacts: Contacts, user: string, book: SyncedBook) {
  const here = new Map<string, IndexedContact>()
  const doubles: string[] = []
  for (const contact of await contacts.list(user)) {
    if (contact.book !== book.id) continue
    const path = contact.place?.path ?? ''
    if (here.has(path)) doubles.push(contact.id)
    else here.set(path, contact)
  }
  return { here, doubles }
}

async function take(
  contacts: Contacts,
  user: string,
  book: SyncedBook,
  here: ReadonlyMap<string, IndexedContact>,
  cards: readonly RemoteCard[],
): Promise<{ taken: Set<string>; tooLarge: LeftOut[] }> {
  const fresh: NewContact[] = []
  const tooLarge: LeftOut[] = []
  for (const { path, etag, card } of cards) {
    if (card.length > largestCard) tooLarge.push({ path, name: nameInLarge(card) })
    if (card.length > largestCard || !/^\s*BEGIN:VCARD/i.test(card)) continue
    const contact = placed(writeCard(cardLines(card.trim())), path, etag)
    const known = here.get(path)
    const before = known && (await contacts.read(user, known.id))
    if (known && before) await contacts.replace(user, known.id, before.card, contact, book.id)
    else fresh.push(contact)
  }
  if (fresh.length > 0) await contacts.add(user, book.id, fresh)
  return { taken: new Set(cards.map(({ path }) => path)), tooLarge }
}

/** A card as another server keeps it there. */
export function placed(card: string, path: string, etag: string): NewContact {
  const contact = indexed(card)
  return { ...contact, index: { ...contact.index, place: { path, etag } } }
}

export function faultOf(error: unknown): SyncedBook['fault'] {
  if (error instanceof TooManyContacts) return 'too-many'
  if (!(error instanceof CardServerFault)) throw error
  return error.reason === 'changed' ? 'unusable' : error.reason
}
