import { isStar, readContactCard, star } from '#server/mail/contacts/contact-card.ts'
import type { IndexedContact, NewContact } from '#server/storage/contacts.ts'

/** A card with what is searched of it. The groups of the index are the categories of the card: a favourite has one of its own. */
export function indexed(card: string): NewContact {
  const { fields, uid, isFavourite, members } = readContactCard(card)
  const { name, nickname, organisation } = fields
  const groups = isFavourite ? [...fields.groups, star] : fields.groups
  const addresses = fields.addresses.map(({ address }) => address)
  const kind = members ? { kind: 'list' as const, members } : { kind: 'person' as const }
  return { card, index: { name, nickname, organisation, groups, addresses, uid, ...kind } }
}

export const isFavourite = ({ groups }: Pick<IndexedContact, 'groups'>) => groups.some(isStar)
export const groupsOf = ({ groups }: Pick<IndexedContact, 'groups'>) => groups.filter((name) => !isStar(name))
