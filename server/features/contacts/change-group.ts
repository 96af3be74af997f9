import { mostOfContacts } from '#contract/contacts.ts'
import { changeCard, readContactCard } from '#server/mail/contacts/contact-card.ts'
import type { CardChange, IndexedContact } from '#server/storage/contacts.ts'
import { oneByOne } from './contact-book.ts'
import { indexed } from './index-card.ts'
import type { SyncedBooks } from './synced/synced-books.ts'

/**
 * Puts contacts into a group, or takes them out. Those kept here are written at once, those at other servers one by one.
 *
 * @returns those that were changed; throws Problem only where none could be
 */
export async function changeGroupOf(
  synced: SyncedBooks,
  user: string,
  ids: readonly string[],
  { group, isIn }: { group: string; isIn: boolean },
): Promise<string[]> {
  const { contacts } = synced.parts
  const wanted = new Set(ids)
  const here: CardChange[] = []
  const elsewhere: { contact: IndexedContact; before: string; card: string }[] = []
  for (const contact of await contacts.list(user)) {
    if (!wanted.has(contact.id) || contact.kind === 'list') continue
    const before = (await contacts.read(user, contact.id))?.card ?? ''
    const card = inGroup(before, group, isIn)
    if (card === null) continue
    if (contact.place) elsewhere.push({ contact, before, card })
    else here.push({ id: contact.id, before, contact: indexed(card), book: 'own' })
  }
  const done = here.length > 0 ? await contacts.replaceSome(user, here) : []
  return oneByOne(done, elsewhere, async ({ contact, before, card }) => {
    const written = await synced.write(user, contact, card)
    await contacts.replace(user, contact.id, before, written, contact.book)
    return [contact.id]
  })
}

/** The card in the group, or out of it; null where that is so already, or cannot be. */
function inGroup(card: string, group: string, isIn: boolean): string | null {
  const { fields } = readContactCard(card)
  const { groups } = fields
  if (card === '' || groups.includes(group) === isIn || (isIn && groups.length >= mostOfContacts.groups)) return null
  return changeCard(card, { ...fields, groups: isIn ? [...groups, group] : groups.filter((name) => name !== group) })
}
