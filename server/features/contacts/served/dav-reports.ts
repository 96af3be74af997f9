import type { DavAnswer, DavAsked } from '#server/http/dav.ts'
import { passes } from '#server/mail/carddav/card-filter.ts'
import { partOfCard } from '#server/mail/carddav/partial-card.ts'
import { type AskedProperties, type AskedReport, readReport } from '#server/mail/carddav/read-asked.ts'
import {
  beginMultiStatus,
  endMultiStatus,
  writeResponse,
  writeStatus,
  writeToken,
} from '#server/mail/carddav/write-multi-status.ts'
import { carddav } from '#server/mail/carddav/xml.ts'
import type { CardResource, CardResources } from '#server/storage/card-resources.ts'
import { answered, refused, xml } from './dav-exchange.ts'
import { hrefOf, placeOfHref, type ServedBook } from './dav-paths.ts'
import { cardProperties } from './dav-properties.ts'

export interface BookAsked {
  resources: CardResources
  user: string
  person: string
  book: ServedBook
}

const cardsAtOnce = 50
const tokenStart = 'urn:curbcut:contacts:'

export async function tokenOf({ resources, user }: Pick<BookAsked, 'resources' | 'user'>): Promise<string> {
  return tokenStart + String((await resources.state(user)).version)
}

/** REPORT on a book. What is found is written while it is read: there may be much of it. */
export async function report(at: BookAsked, { body }: Pick<DavAsked, 'body'>): Promise<DavAnswer> {
  const asked = readReport(body.toString('utf8'))
  if ('refused' in asked) return asked.refused === 'xml' ? answered(400) : refused(403, asked.refused)
  if (asked.kind === 'changes') return changes(at, asked)
  return xml(207, asked.kind === 'multiget' ? multiget(at, asked) : query(at, asked))
}

async function* multiget(at: BookAsked, { hrefs, properties }: AskedReport & { kind: 'multiget' }) {
  yield beginMultiStatus
  for (let from = 0; from < hrefs.length; from += cardsAtOnce) {
    const some = hrefs.slice(from, from + cardsAtOnce).map((href) => {
      const place = placeOfHref(href, at.person)
      return { href, name: place?.kind === 'card' && place.book === at.book ? place.name : null }
    })
    const names = some.flatMap(({ name }) => name ?? [])
    const found = await at.resources.find(at.user, at.book, names)
    const named = new Map(found.map((resource) => [resource.name, resource]))
    const cards = await cardsOf(at, properties, found)
    for (const { href, name } of some) {
      const resource = name === null ? undefined : named.get(name)
      yield resource ? written(at, properties, resource, cards) : writeStatus(href, 404)
    }
  }
  yield endMultiStatus
}

async function* query(at: BookAsked, { filter, properties, most }: AskedReport & { kind: 'query' }) {
  yield beginMultiStatus
  let count = 0
  for await (const { resource, cards } of everyCard(at)) {
    const card = cards.get(resource.id)
    if (card === undefined || !passes(card, filter)) continue
    count += 1
    if (count > most) {
      // There are more than were asked for (RFC 6352, 8.6.1).
      yield writeStatus(hrefOf(at.person, at.book), 507)
      break
    }
    yield written(at, properties, resource, cards)
  }
  yield endMultiStatus
}

async function* everyCard(at: BookAsked): AsyncGenerator<{ resource: CardResource; cards: Map<string, string> }> {
  const all = await at.resources.list(at.user, at.book)
  for (let from = 0; from < all.length; from += cardsAtOnce) {
    const some = all.slice(from, from + cardsAtOnce)
    const ids = some.map(({ id }) => id)
    const cards = await at.resources.cards(at.user, ids)
    for (const resource of some) yield { resource, cards }
  }
}

/** RFC 6578, 3.2. A token from before what is not known any more, or of no state there was, is refused: then a program reads all anew. */
async function changes(at: BookAsked, asked: AskedReport & { kind: 'changes' }): Promise<DavAnswer> {
  const { resources, user, book, person } = at
  const { properties, token, most } = asked
  const { version } = await resources.state(user)
  const number = new RegExp(`^${tokenStart}(\\d{1,15})$`).exec(token)?.[1]
  const since = Number(number)
  if (token !== '' && (number === undefined || since > version)) return refused(403, 'valid-sync-token')
  const found = token === '' ? await resources.list(user, book) : await resources.changes(user, book, since)
  // Asked after what was read: meanwhile it may have been forgotten.
  if (token !== '' && since < (await resources.state(user)).forgotten) return refused(403, 'valid-sync-token')
  // Numbers stand for whole changes, so that half of one has no token (RFC 6578, 3.7).
  if (found.length > most) return refused(507, 'number-of-matches-within-limits')
  async function* told() {
    yield beginMultiStatus
    for (let from = 0; from < found.length; from += cardsAtOnce) {
      const some = found.slice(from, from + cardsAtOnce)
      const here = some.filter(({ isGone }) => !isGone)
      const cards = await cardsOf(at, properties, here)
      for (const resource of some) {
        const href = hrefOf(person, book, resource.name)
        yield resource.isGone ? writeStatus(href, 404) : written(at, properties, resource, cards)
      }
    }
    yield writeToken(tokenStart + String(version))
    yield endMultiStatus
  }
  return xml(207, told())
}

/** Cards are opened only where somebody asks for them. */
async function cardsOf({ resources, user }: BookAsked, asked: AskedProperties, some: readonly CardResource[]) {
  const ids = some.map(({ id }) => id)
  return cardAsked(asked) ? resources.cards(user, ids) : new Map<string, string>()
}

const cardAsked = (asked: AskedProperties) =>
  typeof asked === 'string'
    ? undefined
    : asked.find(({ namespace, name }) => namespace === carddav && name === 'address-data')

function written(at: BookAsked, asked: AskedProperties, resource: CardResource, cards: Map<string, string>): string {
  const { person, book } = at
  const card = cards.get(resource.id)
  const part = card === undefined ? null : partOfCard(card, cardAsked(asked)?.lines ?? null)
  const properties = cardProperties(person, book, resource, part)
  return writeResponse(hrefOf(person, book, resource.name), asked, properties)
}
