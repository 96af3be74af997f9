import type { Duplicate } from '#contract/contact-merge.ts'
import type { Contact } from '#contract/contacts.ts'
import { readContactCard } from '#server/mail/contacts/contact-card.ts'
import { mergeCards } from '#server/mail/contacts/merge-cards.ts'
import { Problem } from '#server/problem.ts'
import type { Contacts, IndexedContact } from '#server/storage/contacts.ts'
import { presented } from './contact-book.ts'
import { indexed } from './index-card.ts'
import { folded } from '#server/mail/names.ts'
import { byName } from './match-contacts.ts'

const mostShown = 50
const mostInOne = 20

/** Contacts of the own book that may be one person, by name. */
export async function findDuplicates(contacts: Contacts, user: string): Promise<{ items: Duplicate[]; total: number }> {
  const found = alike((await contacts.list(user)).filter(({ book }) => book === 'own'))
  const items: Duplicate[] = []
  for (const { some, reason } of found.slice(0, mostShown)) {
    const cards = await cardsOf(contacts, user, some)
    const whole = cards.map(({ id, card }) => presented(id, { card, book: 'own' }))
    const { fields } = readContactCard(mergeCards(cards.map(({ card }) => card)))
    if (whole.length > 1) items.push({ contacts: whole, reason, merged: fields })
  }
  return { items, total: found.length }
}

/** Throws Problem `contact-changed`; then nothing is done. */
export async function mergeContacts(
  contacts: Contacts,
  user: string,
  wanted: readonly { id: string; version: string }[],
): Promise<{ contact: Contact; ids: string[] }> {
  const own = new Map((await contacts.list(user)).filter(({ book }) => book === 'own').map((each) => [each.id, each]))
  const some = [...new Set(wanted.map(({ id }) => id))].flatMap((id) => own.get(id) ?? [])
  const cards = await cardsOf(contacts, user, some)
  const isAsSeen = ({ id, version }: { id: string; version: string }) => {
    const card = cards.find((each) => each.id === id)?.card
    return card !== undefined && presented(id, { card, book: 'own' }).version === version
  }
  if (cards.length < 2 || !wanted.every(isAsSeen)) throw new Problem('contact-changed')
  const card = mergeCards(cards.map((each) => each.card))
  const [id = ''] = await contacts.add(user, 'own', [indexed(card)])
  // In this order: what breaks off in between leaves one too many, not one too few.
  const ids = await contacts.delete(
    user,
    cards.map((each) => each.id),
  )
  return { contact: presented(id, { card, book: 'own' }), ids }
}

/** The one that says most comes first: the others are put into it. */
async function cardsOf(contacts: Contacts, user: string, some: readonly IndexedContact[]) {
  const read = some.map(async ({ id }) => ({ id, card: (await contacts.read(user, id))?.card ?? '' }))
  const found = (await Promise.all(read)).filter(({ card }) => card !== '')
  return found.toSorted((one, other) => other.card.length - one.card.length)
}

/** Those joined by an address, however many steps that takes; then those left that have the same name of several words. */
function alike(all: readonly IndexedContact[]): { some: IndexedContact[]; reason: Duplicate['reason'] }[] {
  const sorted = all.toSorted(byName)
  const byAddress = joined(sorted, ({ addresses }) => addresses.map((address) => address.toLowerCase()))
  const taken = new Set(byAddress.flat())
  const left = sorted.filter((contact) => !taken.has(contact))
  const byWholeName = joined(left, ({ name }) => (name.trim().includes(' ') ? [folded(name.trim())] : []))
  return [
    ...byAddress.map((some) => ({ some, reason: 'address' as const })),
    ...byWholeName.map((some) => ({ some, reason: 'name' as const })),
  ]
}

function joined(all: readonly IndexedContact[], marksOf: (contact: IndexedContact) => string[]): IndexedContact[][] {
  const groups = new Map<string, Set<IndexedContact>>()
  for (const contact of all) {
    const marks = marksOf(contact)
    const together = new Set([contact, ...marks.flatMap((mark) => [...(groups.get(mark) ?? [])])])
    // An office's address on very many cards makes one person of none of them.
    if (together.size > mostInOne) continue
    for (const each of together) for (const mark of marksOf(each)) groups.set(mark, together)
  }
  return [...new Set(groups.values())].filter((group) => group.size > 1).map((group) => [...group])
}
