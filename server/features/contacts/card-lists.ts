import { uidOf } from '#server/mail/contacts/contact-card.ts'
import type { IndexedContact } from '#server/storage/contacts.ts'

interface Member {
  name: string
  address: string
}

const mostShown = 500
const made = new WeakMap<readonly IndexedContact[], readonly IndexedContact[]>()

/** The same contacts, each with the names of the lists of its book that hold it among its groups. The lists stay as they are. */
export function withLists(all: readonly IndexedContact[]): readonly IndexedContact[] {
  const known = made.get(all)
  if (known) return known
  const names = new Map<string, string[]>()
  for (const list of all.filter(({ kind, name }) => kind === 'list' && name !== ''))
    for (const { contact } of holds(list, all))
      if (contact) names.set(contact.id, [...(names.get(contact.id) ?? []), list.name])
  const whole = all.map((contact) => {
    const more = names.get(contact.id)
    return more ? { ...contact, groups: [...new Set([...contact.groups, ...more])] } : contact
  })
  made.set(all, whole)
  made.set(whole, whole)
  return whole
}

/** Whom a list holds, those of lists in it too, in its order. Who is not in the book is left out where it says no address. */
export function membersOf(list: IndexedContact, all: readonly IndexedContact[]): Member[] {
  return holds(list, all)
    .slice(0, mostShown)
    .map(({ contact, address }) => ({ name: contact?.name ?? '', address: contact?.addresses[0] ?? address }))
}

/** Those a list holds by their address alone. */
export function strangersOf(list: IndexedContact, all: readonly IndexedContact[]): Member[] {
  return holds(list, all).flatMap(({ contact, address }) => (contact ? [] : [{ name: '', address }]))
}

function holds(list: IndexedContact, all: readonly IndexedContact[]): { contact?: IndexedContact; address: string }[] {
  const marks = marksOf(all)
  const inBook = (member: string) => marks.get(`${list.book} ${member}`)
  const found = new Map<string, { contact?: IndexedContact; address: string }>()
  const seen = new Set<string>()
  const take = ({ id, members = [] }: IndexedContact): void => {
    // A list may hold itself.
    if (seen.has(id)) return
    seen.add(id)
    for (const member of members) {
      const contact = inBook(member)
      if (contact?.kind === 'list') take(contact)
      else if (contact) found.set(contact.id, { contact, address: '' })
      else if (member.startsWith('mailto:')) found.set(member, { address: member.slice('mailto:'.length) })
    }
  }
  take(list)
  return [...found.values()]
}

const marked = new WeakMap<readonly IndexedContact[], Map<string, IndexedContact>>()

/** Everybody under what a list of their book may call them. */
function marksOf(all: readonly IndexedContact[]): Map<string, IndexedContact> {
  const known = marked.get(all)
  if (known) return known
  const marks = new Map<string, IndexedContact>()
  for (const contact of all) {
    for (const address of contact.addresses) marks.set(`${contact.book} mailto:${address.toLowerCase()}`, contact)
    if (contact.uid !== '') marks.set(`${contact.book} ${uidOf(contact.uid)}`, contact)
  }
  marked.set(all, marks)
  return marks
}
