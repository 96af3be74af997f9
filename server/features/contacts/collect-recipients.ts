import type { Recipient } from '#contract/sending.ts'
import { emptyFields, newCard } from '#server/mail/contacts/contact-card.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { Contacts } from '#server/storage/contacts.ts'
import { indexed } from './index-card.ts'

const mostCollected = 2_000

/**
 * Remembers whom somebody has written to, so that they are found the next time: everybody outside their own
 * domains, whom the directory knows, who is not among the contacts yet. Beyond so many, nobody is added until some are cleared.
 */
export async function collectRecipients(
  contacts: Contacts,
  { user, addresses }: SignedIn,
  recipients: readonly Recipient[],
): Promise<void> {
  const all = await contacts.list(user)
  const known = new Set(all.flatMap(({ addresses }) => addresses).map((address) => address.toLowerCase()))
  const room = mostCollected - all.filter(({ book }) => book === 'collected').length
  const ownDomains = new Set(addresses.map(domainOf))
  const fresh = recipients.filter(({ address }) => {
    const plain = address.toLowerCase()
    return !ownDomains.has(domainOf(plain)) && !known.has(plain) && known.add(plain)
  })
  const cards = fresh.slice(0, Math.max(0, room)).map(({ name, address }) => {
    const plainName = name.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
    return newCard({ ...emptyFields, name: plainName, addresses: [{ address, kind: 'other' }] })
  })
  if (cards.length > 0) await contacts.add(user, 'collected', cards.map(indexed))
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
