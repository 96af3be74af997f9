import type { Person } from '#contract/people.ts'
import type { IndexedContact } from '#server/storage/contacts.ts'
import { folded } from '#server/mail/names.ts'
import { strangersOf } from './card-lists.ts'
import { groupsOf } from './index-card.ts'
import { byName, matches, nicknamesOf, rankOf } from './match-contacts.ts'

const mostSuggested = 20
const mostMembers = 500

/** Contacts and groups of theirs that fit what is being typed in a recipient field, best first. */
export function suggestContacts(all: readonly IndexedContact[], query: string): Person[] {
  const people = all
    .filter((contact) => contact.addresses.length > 0 && matches(contact, query))
    .sort((one, other) => rankOf(one, query) - rankOf(other, query) || byName(one, other))
    .slice(0, mostSuggested)
    .flatMap((contact) => personsOf(contact, query))
  return [...groupsFor(all, query), ...people].slice(0, mostSuggested)
}

/** One for each address; by its nickname a contact is the first of them alone. */
function personsOf(contact: IndexedContact, query: string): Person[] {
  const { name, addresses, organisation, book } = contact
  const isByNickname = nicknamesOf(contact).includes(folded(query.trim()))
  const source = book === 'collected' ? ('collected' as const) : ('contacts' as const)
  return addresses.slice(0, isByNickname ? 1 : 5).map((address) => ({
    ...{ name, address, detail: organisation, kind: 'person' as const, source },
    ...(isByNickname ? { isNickname: true } : {}),
  }))
}

/** A group stands for the first address of everybody in it. */
function groupsFor(all: readonly IndexedContact[], query: string): Person[] {
  const plain = folded(query.trim())
  const lists = all.filter(({ kind }) => kind === 'list')
  const every = [...all.flatMap(groupsOf), ...lists.map(({ name }) => name)]
  const names = new Set(every.filter((name) => name !== '' && folded(name).startsWith(plain)))
  return [...names].slice(0, 5).flatMap((name) => {
    const contacts = all.filter((contact) => contact.kind !== 'list' && groupsOf(contact).includes(name)).sort(byName)
    const others = lists.filter((list) => list.name === name).flatMap((list) => strangersOf(list, all))
    const found = [
      ...contacts.map((contact) => ({ name: contact.name, address: contact.addresses[0] ?? '' })),
      ...others,
    ]
    const members = found.filter(({ address }) => address !== '').slice(0, mostMembers)
    return members.length === 0 ? [] : [{ name, address: '', detail: '', kind: 'group', source: 'contacts', members }]
  })
}
