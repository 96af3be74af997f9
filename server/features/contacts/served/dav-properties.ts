import { keyOf, type Properties } from '#server/mail/carddav/write-multi-status.ts'
import { asXml, calendarServer, carddav, dav } from '#server/mail/carddav/xml.ts'
import type { CardResource } from '#server/storage/card-resources.ts'
import { quoted } from './dav-exchange.ts'
import { davRoot, hrefOf, type ServedBook } from './dav-paths.ts'

/** With a photograph of usual size a card has a tenth of this. */
export const largestCardBytes = 1_000_000
export const cardType = 'text/vcard; charset=utf-8'

const bookNames: Readonly<Record<ServedBook, Record<'en' | 'es', string>>> = {
  own: { en: 'Contacts', es: 'Contactos' },
  collected: { en: 'People you have written to', es: 'Personas a las que ha escrito' },
}

const href = (path: string) => `<d:href>${asXml(path)}</d:href>`
const privileges = (names: readonly string[]) => names.map((name) => `<d:privilege><d:${name}/></d:privilege>`).join('')
const reports = ['c:addressbook-multiget', 'c:addressbook-query', 'd:sync-collection']
const supported = (names: readonly string[]) =>
  names.map((name) => `<d:supported-report><d:report><${name}/></d:report></d:supported-report>`).join('')

/** Only what a person fills is written by programs; the rest is read. */
export const mayWrite = (book: ServedBook | undefined): boolean => book === 'own'

/** What all have. */
function common(person: string, book?: ServedBook): [string, string][] {
  const held = mayWrite(book) ? ['read', 'write', 'write-content', 'bind', 'unbind'] : ['read']
  return [
    [keyOf(dav, 'current-user-principal'), href(hrefOf(person))],
    [keyOf(dav, 'owner'), href(hrefOf(person))],
    [keyOf(dav, 'current-user-privilege-set'), privileges(held)],
  ]
}

/** Of where a program begins, and of the person. Books are found from either. */
export function personProperties(person: string, name: string, isRoot: boolean): Properties {
  return new Map([
    [keyOf(dav, 'resourcetype'), `<d:collection/>${isRoot ? '' : '<d:principal/>'}`],
    [keyOf(dav, 'displayname'), asXml(name)],
    ...common(person),
    [keyOf(dav, 'principal-URL'), href(hrefOf(person))],
    [keyOf(dav, 'principal-collection-set'), href(`${davRoot}/`)],
    [keyOf(carddav, 'addressbook-home-set'), href(hrefOf(person))],
    [keyOf(dav, 'supported-report-set'), ''],
  ])
}

/** Cards of version 3.0 are what every program reads, so those are asked for; one of version 4.0 is taken as well and given back as it came. */
export function bookProperties(person: string, book: ServedBook, token: string, language: string): Properties {
  const words = /^\s*es\b/i.test(language) ? 'es' : 'en'
  return new Map([
    [keyOf(dav, 'resourcetype'), '<d:collection/><c:addressbook/>'],
    [keyOf(dav, 'displayname'), asXml(bookNames[book][words])],
    ...common(person, book),
    [keyOf(dav, 'supported-report-set'), supported(reports)],
    [keyOf(dav, 'sync-token'), asXml(token)],
    [keyOf(calendarServer, 'getctag'), asXml(token)],
    [keyOf(carddav, 'supported-address-data'), '<c:address-data-type content-type="text/vcard" version="3.0"/>'],
    [keyOf(carddav, 'max-resource-size'), String(largestCardBytes)],
  ])
}

/** `card` null: it is not asked for, and need not be opened. */
export function cardProperties(
  person: string,
  book: ServedBook,
  { etag }: CardResource,
  card: string | null,
): Properties {
  return new Map([
    [keyOf(dav, 'resourcetype'), ''],
    [keyOf(dav, 'getetag'), asXml(quoted(etag))],
    [keyOf(dav, 'getcontenttype'), cardType],
    ...common(person, book),
    ...(card === null ? [] : [[keyOf(carddav, 'address-data'), cardText(card)] as const]),
  ])
}

/** Cards from files may hold what XML cannot (XML 1.0, 2.2). */
const cardText = (card: string) => asXml(card.toWellFormed().replace(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, ''))
