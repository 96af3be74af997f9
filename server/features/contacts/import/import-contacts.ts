import { setImmediate as nextTurn } from 'node:timers/promises'
import { type ImportEvent, type ImportReport, mostOfContacts } from '#contract/contacts.ts'
import { cardLines, splitCards, writeCard } from '#server/mail/contacts/card-lines.ts'
import { nameInLarge, newCard } from '#server/mail/contacts/contact-card.ts'
import type { Contacts, NewContact } from '#server/storage/contacts.ts'
import { indexed } from '../index-card.ts'
import { decodeFile } from './decode-file.ts'
import { KnownPeople } from './known-people.ts'
import { readCsv } from './read-csv.ts'

/** With a photograph of usual size a card has a tenth of this. */
const largestCardBytes = 1_000_000
const mostTold = 500
const lot = 200

type Row = ImportReport['rows'][number]

/** Told of how far it is; throws where nobody waits for it any more. */
export type Tell = (step: Extract<ImportEvent, { type: 'progress' }>['step'], done: number, total: number) => void

/**
 * Takes a file of contacts into somebody's address book, or says what would come of that. Cards keep every property they came
 * with. Who is there already, by the card's own id or by name and address or numbers, does not come twice. What `tell`
 * throws ends it, and nobody has come.
 */
export async function importContacts(
  contacts: Contacts,
  user: string,
  bytes: Buffer,
  isPreview: boolean,
  tell: Tell,
): Promise<ImportReport> {
  const { format, cards } = cardsOf(decodeFile(bytes))
  const all = (await contacts.list(user)).filter(({ book }) => book === 'own')
  const known = new KnownPeople(contacts, user, all)
  const rows: Row[] = []
  const fresh: NewContact[] = []
  for (const [at, card] of cards.entries()) {
    const contact = card.length > largestCardBytes ? null : indexed(card)
    const outcome = contact ? await outcomeOf(contact, known) : ('too-large' as const)
    const { name, addresses } = contact?.index ?? { name: nameInLarge(card), addresses: [] }
    rows.push({ row: at + 1, name, address: addresses[0] ?? '', outcome })
    if (outcome === 'added' && contact) {
      fresh.push(contact)
      known.add(contact)
    }
    if (at % lot !== lot - 1) continue
    // Others get their turn.
    await nextTurn()
    tell('looking', at + 1, cards.length)
  }
  const isTooMany = all.length + fresh.length > mostOfContacts.count
  const onKept = async (count: number) => {
    await nextTurn()
    tell('keeping', count, fresh.length)
  }
  const ids = isPreview || isTooMany || fresh.length === 0 ? [] : await contacts.add(user, 'own', fresh, onKept)
  const counts = Object.fromEntries(
    outcomes.map((each) => [each, rows.filter(({ outcome }) => outcome === each).length]),
  )
  return { format, total: rows.length, isTooMany, counts: counts as ImportReport['counts'], rows: told(rows), ids }
}

const outcomes = ['added', 'known', 'nobody', 'too-large'] as const

function cardsOf(text: string): { format: ImportReport['format']; cards: string[] } {
  if (/^\uFEFF?\s*BEGIN:VCARD/i.test(text)) {
    return { format: 'vcard', cards: splitCards(text).map((card) => writeCard(cardLines(card))) }
  }
  try {
    const rows = readCsv(text)
    return rows ? { format: 'csv', cards: rows.map(newCard) } : { format: 'unknown', cards: [] }
  } catch {
    return { format: 'unknown', cards: [] }
  }
}

async function outcomeOf(contact: NewContact, known: KnownPeople): Promise<Row['outcome']> {
  const { name, addresses } = contact.index
  if (name === '' && addresses.length === 0) return 'nobody'
  return (await known.has(contact)) ? 'known' : 'added'
}

/** All that did not come, as far as there is room, and the first of the others. */
function told(rows: readonly Row[]): Row[] {
  const [missing, coming] = [
    rows.filter(({ outcome }) => outcome !== 'added'),
    rows.filter(({ outcome }) => outcome === 'added'),
  ]
  return [...missing.slice(0, mostTold), ...coming.slice(0, 50)].sort((one, other) => one.row - other.row)
}
