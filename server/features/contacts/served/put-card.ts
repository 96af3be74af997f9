import { mostOfContacts } from '#contract/contacts.ts'
import type { DavAnswer, DavAsked } from '#server/http/dav.ts'
import { splitCards } from '#server/mail/contacts/card-lines.ts'
import { asXml } from '#server/mail/carddav/xml.ts'
import type { CardResources } from '#server/storage/card-resources.ts'
import type { Contacts, NewContact } from '#server/storage/contacts.ts'
import { indexed } from '../index-card.ts'
import { answered, names, quoted, refused } from './dav-exchange.ts'
import { hrefOf } from './dav-paths.ts'

interface Places {
  contacts: Contacts
  resources: CardResources
}

/** Keeps a card under a name, byte for byte, as far as the conditions hold that the program has set. */
export async function putCard(
  { contacts, resources }: Places,
  { user, person }: { user: string; person: string },
  name: string,
  asked: DavAsked,
): Promise<DavAnswer> {
  const read = readCard(asked)
  if ('status' in read) return read
  const before = await resources.read(user, 'own', name)
  const found = before?.resource
  if (!holds(asked, found?.etag)) return answered(412)
  const own = (await contacts.list(user)).filter(({ book }) => book === 'own')
  const { uid } = read.index
  const twin = own.find((other) => uid !== '' && other.uid === uid && other.id !== found?.id)
  if (twin) {
    const where = (await resources.list(user, 'own')).find(({ id }) => id === twin.id)
    const href = where ? `<d:href>${asXml(hrefOf(person, 'own', where.name))}</d:href>` : ''
    return refused(403, 'no-uid-conflict', href)
  }
  if (!found && own.length >= mostOfContacts.count) return refused(507, 'quota-not-exceeded')
  const isKept = before
    ? await contacts.replace(user, before.resource.id, before.card, read, 'own')
    : await resources.add(user, name, read)
  if (!isKept) return answered(412)
  const [now] = await resources.find(user, 'own', [name])
  // Nothing was changed of it, so its state may be told (RFC 6352, 6.3.2.3).
  return answered(found ? 204 : 201, now ? { ETag: quoted(now.etag) } : {})
}

/** RFC 9110, 13.1.1 and 13.1.2. */
export function holds({ ifMatch, ifNoneMatch }: Pick<DavAsked, 'ifMatch' | 'ifNoneMatch'>, etag: string | undefined) {
  if (ifMatch !== '' && !names(ifMatch, etag)) return false
  return ifNoneMatch === '' || !names(ifNoneMatch, etag)
}

/** The card, or why it is none (RFC 6352, 6.3.2.1). */
function readCard({ contentType, body }: DavAsked): NewContact | DavAnswer {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8'
  if (!['', 'text/vcard', 'text/x-vcard', 'text/directory'].includes(type) || charset !== 'utf-8') {
    return refused(415, 'supported-address-data')
  }
  const card = textOf(body)
  if (card === null || !isOneCard(card)) return refused(403, 'valid-address-data')
  if (!/^VERSION:[34]\.0[ \t]*\r?$/im.test(card)) return refused(403, 'supported-address-data')
  const contact = indexed(card)
  const isNobody = contact.index.name === '' && contact.index.addresses.length === 0
  return isNobody ? refused(403, 'valid-address-data') : contact
}

function textOf(body: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return null
  }
}

const isOneCard = (text: string) =>
  !/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/u.test(text) &&
  splitCards(text).join('').trim() === text.trim() &&
  splitCards(text).length === 1
