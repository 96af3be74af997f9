import * as z from 'zod/mini'
import { identity, type Identity, type IdentityList } from '#contract/identities.ts'
import { Problem } from '#server/problem.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { ownAddressOf } from '#server/mail/own-address.ts'

const mostIdentities = 50

interface Person {
  user: string
  addresses: readonly string[]
}

type Listed = Omit<IdentityList, 'writesFor'>

interface Kept {
  items: Identity[]
  defaultAddress: string
}

/** What one person wants said of them when they write from each of their addresses. Kept sealed. */
export class IdentityBook {
  readonly #notes: PersonNotes
  readonly #person: Person

  constructor(notes: PersonNotes, person: Person) {
    this.#notes = notes
    this.#person = person
  }

  async list(): Promise<Listed> {
    return this.#listOf(read(await this.#notes.read(this.#person.user, 'identities')))
  }

  /** Throws Problem `sender-refused`, `not-allowed`. */
  save(given: Identity): Promise<Listed> {
    const saved = { ...given, address: this.#own(given.address) }
    return this.#change(({ items, defaultAddress }) => {
      const isKept = items.some((item) => isSame(item, saved))
      const next = isKept ? items.map((item) => (isSame(item, saved) ? saved : item)) : [...items, saved]
      if (!isKept && next.length > mostIdentities) throw new Problem('not-allowed')
      return { items: next, defaultAddress }
    })
  }

  delete(address: string): Promise<Listed> {
    return this.#change(({ items, defaultAddress }) => ({
      items: items.filter((item) => !isSame(item, { address })),
      defaultAddress,
    }))
  }

  /** Throws Problem `sender-refused`. */
  choose(address: string): Promise<Listed> {
    const defaultAddress = this.#own(address)
    return this.#change(({ items }) => ({ items, defaultAddress }))
  }

  /** What goes out with a message from this address. */
  async of(address: string): Promise<Pick<Identity, 'name' | 'replyTo'>> {
    const { items } = read(await this.#notes.read(this.#person.user, 'identities'))
    return items.find((item) => isSame(item, { address })) ?? { name: '', replyTo: '' }
  }

  #own(address: string): string {
    const own = ownAddressOf(this.#person.addresses, address)
    if (own === null) throw new Problem('sender-refused')
    return own
  }

  /** An address the directory does not give the person any more is left out, and comes back with it. */
  #listOf({ items, defaultAddress }: Kept): Listed {
    const { addresses } = this.#person
    const found = (address: string) => items.find((item) => isSame(item, { address }))
    const isTagged = ({ address }: Identity) =>
      !addresses.some((own) => isSame({ address }, { address: own })) && ownAddressOf(addresses, address) !== null
    const listed = [
      ...addresses.map((address) => ({ ...plain, ...found(address), address })),
      ...items.filter((item) => isTagged(item)),
    ]
    const chosen = listed.find((item) => isSame(item, { address: defaultAddress }))
    return { items: listed, defaultAddress: chosen?.address ?? addresses[0] ?? '' }
  }

  #change(work: (before: Kept) => Kept): Promise<Listed> {
    return this.#notes.change(this.#person.user, 'identities', (text) => {
      const after = work(read(text))
      return { made: this.#listOf(after), text: JSON.stringify(after) }
    })
  }
}

const plain: Omit<Identity, 'address'> = {
  ...{ name: '', replyTo: '', signature: '', signatureDocument: null, place: 'above' },
}

const isSame = (one: { address: string }, other: { address: string }) =>
  one.address.toLowerCase() === other.address.toLowerCase()

const kept = z.object({ items: z.array(z.unknown()), defaultAddress: z.string() })

/** Written by this server alone; a later or earlier version of it may have written otherwise, which is left out. */
function read(text: string | null): Kept {
  const { items, defaultAddress } = kept.safeParse(text === null ? null : JSON.parse(text)).data ?? {
    items: [],
    defaultAddress: '',
  }
  return { items: items.flatMap((item) => identity.safeParse(item).data ?? []), defaultAddress }
}
