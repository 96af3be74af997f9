import type { ListMember } from '#contract/contacts.ts'
import { memberOf, uidOf } from '#server/mail/contacts/list-card.ts'
import type { IndexedContact } from '#server/storage/contacts.ts'

interface Member {
  name: string
  address: string
}

const addressIn = (member: string) => /^mailto:(.+)/i.exec(member)?.[1] ?? ''
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

/** Whom the card of a list names, one by one, in its order. */
export function describedMembers(list: IndexedContact, named: readonly string[], all: readonly IndexedContact[]) {
  return named.map((member): ListMember => {
    const found = marksOf(all).get(`${list.book} ${uidOf(member)}`)
    if (found?.kind === 'list')
      return { member, is: leadsTo(found, list, all) ? 'itself' : 'list', name: found.name, address: '' }
    if (found) return { member, is: 'person', name: found.name, address: found.addresses[0] ?? '' }
    const address = addressIn(member)
    return { member, is: address === '' ? 'gone' : 'address', name: '', address }
  })
}

/** As a list names who has this address: by their UID where its book has them, and nothing where they are in it already. */
export function membersFor(addresses: readonly string[], list: IndexedContact, all: readonly IndexedContact[]) {
  const inBook = (mark: string) => marksOf(all).get(`${list.book} ${mark}`)
  const there = new Set((list.members ?? []).map(inBook))
  return addresses.flatMap((address) => {
    const member = `mailto:${address}`
    const found = inBook(member.toLowerCase())
    if (!found || found.kind === 'list') return [member]
    if (there.has(found)) return []
    there.add(found)
    return [found.uid === '' ? member : memberOf(found.uid)]
  })
}

function leadsTo(from: IndexedContact, list: IndexedContact, all: readonly IndexedContact[]): boolean {
  const seen = new Set<IndexedContact>([from])
  // What is added on the way is come to as well.
  for (const { members = [] } of seen)
    for (const member of members) {
      const found = marksOf(all).get(`${list.book} ${member}`)
      if (found?.kind === 'list') seen.add(found)
    }
  return [...seen].some(({ id }) => id === list.id)
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
      else if (addressIn(member) !== '') found.set(member, { address: addressIn(member) })
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
