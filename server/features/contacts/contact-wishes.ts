import type { Wish } from '#contract/contact-wishes.ts'
import { readContactCard } from '#server/mail/contacts/contact-card.ts'
import type { Contacts } from '#server/storage/contacts.ts'

/** Of these addresses those whose contact has a wish, in the order asked for. Wishes of several contacts with one address add up. */
export async function wishesOf(contacts: Contacts, user: string, addresses: readonly string[]): Promise<Wish[]> {
  const asked = new Set(addresses.map(lower))
  const isMeant = (contact: { addresses: readonly string[] }) =>
    contact.addresses.some((each) => asked.has(lower(each)))
  const ids = (await contacts.list(user)).filter(isMeant).map(({ id }) => id)
  const found = new Map<string, Wish>()
  for await (const card of contacts.cards(user, ids)) {
    const { name, prefersPlainText, needsAccessible, ...fields } = readContactCard(card).fields
    if (!prefersPlainText && !needsAccessible) continue
    for (const { address } of fields.addresses) {
      const before = found.get(lower(address))
      found.set(lower(address), {
        ...{ address, name: before?.name ?? name },
        prefersPlainText: prefersPlainText || before?.prefersPlainText === true,
        needsAccessible: needsAccessible || before?.needsAccessible === true,
      })
    }
  }
  return [...asked].flatMap((address) => found.get(address) ?? [])
}

const lower = (address: string) => address.toLowerCase()
