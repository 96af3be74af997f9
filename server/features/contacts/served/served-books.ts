import type { DavAnswer, DavAsked } from '#server/http/dav.ts'
import { type AskedProperties, readPropfind } from '#server/mail/carddav/read-asked.ts'
import { beginMultiStatus, endMultiStatus, writeResponse } from '#server/mail/carddav/write-multi-status.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { CardResource, CardResources } from '#server/storage/card-resources.ts'
import type { Contacts } from '#server/storage/contacts.ts'
import { answered, names, quoted, refused, xml } from './dav-exchange.ts'
import { type DavPlace, davRoot, hrefOf, placeOf, servedBooks } from './dav-paths.ts'
import { bookProperties, cardProperties, cardType, mayWrite, personProperties } from './dav-properties.ts'
import { report, tokenOf } from './dav-reports.ts'
import { holds, putCard } from './put-card.ts'

interface Parts {
  contacts: Contacts
  resources: CardResources
  /** What stands for a person in addresses, which others may log. */
  segmentOf: (user: string) => string
  /** Told of whose contacts are others now; keeps nobody waiting. */
  changed: (person: SignedIn) => void
  now: () => number
}

type Card = DavPlace & { kind: 'card' }
const allowed = { root: 'OPTIONS, PROPFIND', person: 'OPTIONS, PROPFIND', book: 'OPTIONS, PROPFIND, REPORT' }
const ofCards = 'OPTIONS, PROPFIND, GET, HEAD, PUT, DELETE'

/** The books that are kept here, for other programs (CardDAV, RFC 6352): each person’s for themselves alone. */
export class ServedBooks {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  async answer(signedIn: SignedIn, asked: DavAsked): Promise<DavAnswer> {
    const place = placeOf(asked.path, this.#parts.segmentOf(signedIn.user))
    if (!place) return answered(404)
    const { method } = asked
    if (method === 'OPTIONS') return answered(200, { Allow: allow(place) })
    if (method === 'PROPFIND') return this.#propfind(signedIn, place, asked)
    if (method === 'REPORT' && place.kind === 'book') return report({ ...this.#at(signedIn), book: place.book }, asked)
    if (place.kind === 'card') {
      if (method === 'GET' || method === 'HEAD') return this.#get(signedIn, place, asked)
      if (method === 'PUT' || method === 'DELETE') return this.#change(signedIn, place, asked)
    }
    return answered(405, { Allow: allow(place) })
  }

  #at({ user }: SignedIn) {
    return { resources: this.#parts.resources, user, person: this.#parts.segmentOf(user) }
  }

  async #propfind(signedIn: SignedIn, place: DavPlace, asked: DavAsked): Promise<DavAnswer> {
    const { depth, body } = asked
    // Nothing said means without end (RFC 4918, 9.1).
    if (depth !== '0' && depth !== '1') return refused(403, 'propfind-finite-depth')
    const properties = readPropfind(body.toString('utf8'))
    if (!properties) return answered(400)
    const { resources } = this.#parts
    const cards = place.kind === 'card' ? await resources.find(signedIn.user, place.book, [place.name]) : []
    if (place.kind === 'card' && cards.length === 0) return answered(404)
    return xml(207, this.#found(signedIn, place, cards, { ...asked, properties }))
  }

  async *#found(
    signedIn: SignedIn,
    place: DavPlace,
    cards: readonly CardResource[],
    { depth, language, properties }: DavAsked & { properties: AskedProperties },
  ): AsyncGenerator<string> {
    const at = this.#at(signedIn)
    const { person, user, resources } = at
    const isWithin = depth === '1'
    const token = await tokenOf(at)
    yield beginMultiStatus
    if (place.kind === 'root') yield writeResponse(`${davRoot}/`, properties, personProperties(person, user, true))
    if (place.kind === 'person' || (place.kind === 'root' && isWithin))
      yield writeResponse(hrefOf(person), properties, personProperties(person, user, false))
    const books = place.kind === 'book' ? [place.book] : place.kind === 'person' && isWithin ? servedBooks : []
    for (const book of books)
      yield writeResponse(hrefOf(person, book), properties, bookProperties(person, book, token, language))
    if (place.kind === 'book' || place.kind === 'card') {
      const all = place.kind === 'book' && isWithin ? await resources.list(user, place.book) : cards
      for (const each of all) {
        const has = cardProperties(person, place.book, each, null)
        yield writeResponse(hrefOf(person, place.book, each.name), properties, has)
      }
    }
    yield endMultiStatus
  }

  async #get({ user }: SignedIn, { book, name }: Card, { ifNoneMatch }: DavAsked): Promise<DavAnswer> {
    const kept = await this.#parts.resources.read(user, book, name)
    if (!kept) return answered(404)
    const { resource, card } = kept
    const ETag = quoted(resource.etag)
    if (names(ifNoneMatch, resource.etag)) return answered(304, { ETag })
    return { status: 200, headers: { ETag, 'Content-Type': cardType }, body: card }
  }

  async #change(signedIn: SignedIn, { book, name }: Card, asked: DavAsked): Promise<DavAnswer> {
    if (!mayWrite(book)) return refused(403, 'need-privileges')
    const { user } = signedIn
    const answer =
      asked.method === 'PUT'
        ? await putCard(this.#parts, this.#at(signedIn), name, asked)
        : await this.#delete(user, name, asked)
    if (answer.status < 300) this.#parts.changed(signedIn)
    return answer
  }

  async #delete(user: string, name: string, asked: DavAsked): Promise<DavAnswer> {
    const { resources, now } = this.#parts
    const [found] = await resources.find(user, 'own', [name])
    if (!found) return answered(404)
    if (!holds(asked, found.etag)) return answered(412)
    return answered((await resources.remove(user, found, now())) ? 204 : 412)
  }
}

const allow = (place: DavPlace) => (place.kind === 'card' ? ofCards : allowed[place.kind])
