import { begins, folded } from '#server/mail/names.ts'
import type { IndexedContact } from '#server/storage/contacts.ts'
import { isFavourite } from './index-card.ts'

/** Whether each word of the query begins a word of the contact. */
export function matches(contact: IndexedContact, query: string): boolean {
  const { name, nickname, organisation, addresses } = contact
  return begins(query, [name, nickname, organisation, ...addresses])
}

export const nicknamesOf = ({ nickname }: IndexedContact) =>
  nickname
    .split(',')
    .map((each) => folded(each.trim()))
    .filter(Boolean)

/** How well a contact fits what is being typed, the lowest best: by nickname, favourites, by the beginning of the name, otherwise. */
export function rankOf(contact: IndexedContact, query: string): number {
  const plain = folded(query.trim())
  if (nicknamesOf(contact).includes(plain)) return 0
  const collected = contact.book === 'collected' ? 3 : 0
  if (isFavourite(contact)) return 1
  return (folded(contact.name).startsWith(plain) ? 2 : 3) + collected
}

/** By name, then address, as people read it. */
export function byName(one: IndexedContact, other: IndexedContact): number {
  return collator.compare(shownName(one), shownName(other))
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
const shownName = ({ name, addresses }: IndexedContact) => name || (addresses[0] ?? '')
