import { readContactCard } from '#server/mail/contacts/contact-card.ts'
import { folded } from '#server/mail/names.ts'
import type { Contacts, IndexedContact, NewContact } from '#server/storage/contacts.ts'

type Index = NewContact['index']

/** Who is there already: by the card's own id, by name and first address, or without one by name and numbers. */
export class KnownPeople {
  readonly #contacts: Contacts
  readonly #user: string
  readonly #marks: Set<string>
  /** Those without an address, by name: their numbers stand only in their cards, which are read when somebody is called so. */
  readonly #namesakes: Map<string, IndexedContact[]>

  constructor(contacts: Contacts, user: string, there: readonly IndexedContact[]) {
    this.#contacts = contacts
    this.#user = user
    this.#marks = new Set(there.flatMap((contact) => marksOf(contact)))
    this.#namesakes = Map.groupBy(
      there.filter((contact) => !hasAddress(contact)),
      ({ name }) => folded(name),
    )
  }

  async has({ index, card }: NewContact): Promise<boolean> {
    if (!hasAddress(index)) await this.#readNamesakes(folded(index.name))
    return marksOf(index, card).some((mark) => this.#marks.has(mark))
  }

  add({ index, card }: NewContact): void {
    for (const mark of marksOf(index, card)) this.#marks.add(mark)
  }

  async #readNamesakes(name: string): Promise<void> {
    const namesakes = this.#namesakes.get(name) ?? []
    this.#namesakes.delete(name)
    for (const index of namesakes) {
      const found = await this.#contacts.read(this.#user, index.id)
      if (found) this.add({ index, card: found.card })
    }
  }
}

const hasAddress = ({ addresses }: Index) => addresses.length > 0

function marksOf(index: Index, card?: string): string[] {
  const { uid, name, addresses } = index
  const own = uid === '' ? [] : [`uid ${uid}`]
  if (addresses[0] !== undefined) return [...own, `person ${folded(name)} ${addresses[0].toLowerCase()}`]
  if (card === undefined) return own
  const numbers = readContactCard(card).fields.telephones.map(({ number }) => number.replaceAll(/[^\d+*#]/g, ''))
  return [...own, `person ${folded(name)} ${numbers.toSorted().join(' ')}`]
}
