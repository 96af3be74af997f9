import {
  type BookChanges,
  type BookState,
  type CardAccount,
  type CardServer,
  CardServerFault,
  type CardServers,
  mostCardsAtOnce,
  type RemoteBook,
  type RemoteCard,
} from '../card-server-port.ts'
import { DavConnection, type DavServer } from './dav-request.ts'
import { type DavResource, type MultiStatus, readMultiStatus } from './multi-status.ts'
import { asXml, calendarServer, carddav, childrenOf, dav, textOf } from './xml.ts'

/** The servers an operator names, reached by verified TLS alone. */
export class DavCardServers implements CardServers {
  readonly servers: readonly { url: string; name: string }[]
  readonly #settings: readonly DavServer[]

  constructor(settings: readonly (DavServer & { name: string })[]) {
    this.#settings = settings
    this.servers = settings.map(({ url, name }) => ({ url, name }))
  }

  open({ url, user, password }: CardAccount): CardServer | null {
    const server = this.#settings.find((each) => each.url === url)
    return server ? new DavCardServer(new DavConnection(server, user, password)) : null
  }
}

const names = `xmlns="${dav}" xmlns:c="${carddav}" xmlns:s="${calendarServer}"`
const properties = (list: string) => `<propfind ${names}><prop>${list}</prop></propfind>`
const bookProperties = properties('<resourcetype/><displayname/><current-user-privilege-set/>')
const mostRounds = 1_000

class DavCardServer implements CardServer {
  readonly #connection: DavConnection

  constructor(connection: DavConnection) {
    this.#connection = connection
  }

  /** Found as RFC 6764, 6 says: from the address by the person's principal to where their books are. */
  async books(): Promise<RemoteBook[]> {
    const start = this.#connection.pathOf('')
    const principal = (await this.#named(start, dav, 'current-user-principal')) ?? (await this.#wellKnown()) ?? start
    const home = (await this.#named(principal, carddav, 'addressbook-home-set')) ?? principal
    const { resources } = await this.#find(home, '1', bookProperties)
    return resources.filter(isBook).map((resource) => {
      const path = this.#connection.pathOf(resource.href)
      const name = textOf(resource.property(dav, 'displayname')).replaceAll(/[\s\p{Cc}]+/gu, ' ')
      return { path, name: name.slice(0, 100), isReadOnly: isReadOnly(resource) }
    })
  }

  async changes(bookPath: string, since: BookState | null): Promise<BookChanges> {
    const { resources } = await this.#find(bookPath, '0', properties('<sync-token/><s:getctag/>'))
    const word = (namespace: string, name: string) => textOf(resources[0]?.property(namespace, name))
    const now = { token: word(dav, 'sync-token'), ctag: word(calendarServer, 'getctag') }
    const isSame = since !== null && since.token === now.token && since.ctag === now.ctag
    if (isSame && now.token + now.ctag !== '') return { cards: [], gone: [], isWhole: false, state: now }
    if (now.token === '') return this.#all(bookPath, now)
    const changes = await this.#since(bookPath, since?.token ?? '', now)
    // The server does not know that token any more (RFC 6578, 3.2), or keeps none after all.
    return changes ?? (await this.#since(bookPath, '', now)) ?? this.#all(bookPath, { ...now, token: '' })
  }

  async cards(bookPath: string, paths: readonly string[]): Promise<RemoteCard[]> {
    if (paths.length === 0) return []
    const wanted = paths.slice(0, mostCardsAtOnce).map((path) => `<href>${asXml(path)}</href>`)
    const body = `<c:addressbook-multiget ${names}><prop><getetag/><c:address-data/></prop>${wanted.join('')}</c:addressbook-multiget>`
    const { resources } = await this.#multi('REPORT', bookPath, '1', body)
    return resources.flatMap((resource) => {
      const data = resource.property(carddav, 'address-data')
      const etag = textOf(resource.property(dav, 'getetag'))
      return data ? [{ path: this.#connection.pathOf(resource.href), etag, card: data.textContent ?? '' }] : []
    })
  }

  async write(path: string, card: string, etag: string | null): Promise<string> {
    const condition = etag === null ? { 'if-none-match': '*' } : { 'if-match': etag }
    const headers = { 'content-type': 'text/vcard; charset=utf-8', ...condition }
    const answer = await this.#connection.ask({ method: 'PUT', path, headers, body: card })
    checkWritten(answer.status)
    return answer.etag
  }

  async remove(path: string, etag: string): Promise<void> {
    const headers = etag === '' ? {} : { 'if-match': etag }
    const { status } = await this.#connection.ask({ method: 'DELETE', path, headers })
    if (status !== 404 && status !== 410) checkWritten(status)
  }

  /** What changed since that token; null where the server does not take it. */
  async #since(bookPath: string, token: string, now: BookState): Promise<BookChanges | null> {
    const changes: BookChanges = { cards: [], gone: [], isWhole: token === '', state: now }
    let next = token
    for (let round = 0; round < mostRounds; round += 1) {
      const body = `<sync-collection ${names}><sync-token>${asXml(next)}</sync-token><sync-level>1</sync-level><prop><getetag/></prop></sync-collection>`
      const answer = await this.#connection.ask({ method: 'REPORT', path: bookPath, headers: asked('0'), body })
      if (answer.status !== 207) return null
      const found = readMultiStatus(answer.body)
      this.#take(bookPath, found, changes)
      if (found.token === '') return null
      next = found.token
      // RFC 6578, 3.6: there is more than fits in one answer.
      if (!found.resources.some(({ status }) => status === 507)) {
        return { ...changes, state: { token: next, ctag: now.ctag } }
      }
    }
    throw new CardServerFault('unusable')
  }

  async #all(bookPath: string, state: BookState): Promise<BookChanges> {
    const changes: BookChanges = { cards: [], gone: [], isWhole: true, state }
    this.#take(bookPath, await this.#find(bookPath, '1', properties('<getetag/>')), changes)
    return changes
  }

  #take(bookPath: string, { resources }: MultiStatus, changes: BookChanges): void {
    for (const resource of resources) {
      const { status } = resource
      const path = this.#connection.pathOf(resource.href)
      // The book itself, and folders in it.
      if (path === bookPath || path.endsWith('/')) continue
      if (status === 404) changes.gone.push(path)
      else if (status === 200) changes.cards.push({ path, etag: textOf(resource.property(dav, 'getetag')) })
    }
  }

  /** The path a property of that name leads to; null where it is not said. */
  async #named(path: string, namespace: string, name: string): Promise<string | null> {
    const prefix = namespace === dav ? '' : 'c:'
    const body = properties(`<${prefix}${name}/>`)
    const answer = await this.#connection.ask({ method: 'PROPFIND', path, headers: asked('0'), body })
    if (answer.status !== 207) return null
    const [resource] = readMultiStatus(answer.body).resources
    const element = resource?.property(namespace, name)
    const href = element ? textOf(childrenOf(element, dav, 'href')[0]) : ''
    return href === '' ? null : this.#connection.pathOf(href, answer.path)
  }

  #wellKnown(): Promise<string | null> {
    return this.#named('/.well-known/carddav', dav, 'current-user-principal')
  }

  #find(path: string, depth: '0' | '1', body: string): Promise<MultiStatus> {
    return this.#multi('PROPFIND', path, depth, body)
  }

  async #multi(method: 'PROPFIND' | 'REPORT', path: string, depth: '0' | '1', body: string): Promise<MultiStatus> {
    const answer = await this.#connection.ask({ method, path, headers: asked(depth), body })
    if (answer.status !== 207) throw new CardServerFault('unusable', new Error(`status ${answer.status}`))
    return readMultiStatus(answer.body)
  }
}

const asked = (depth: '0' | '1') => ({ depth, 'content-type': 'application/xml; charset=utf-8' })

function isBook(resource: DavResource): boolean {
  const kind = resource.property(dav, 'resourcetype')
  return kind !== null && childrenOf(kind, carddav, 'addressbook').length > 0
}

/** RFC 3744, 5.5. A server that says nothing of rights will say so when something is written. */
function isReadOnly(resource: DavResource): boolean {
  const set = resource.property(dav, 'current-user-privilege-set')
  if (!set) return false
  const held = childrenOf(set, dav, 'privilege')
  return !['all', 'write', 'write-content'].some((name) => held.some((each) => childrenOf(each, dav, name).length > 0))
}

function checkWritten(status: number): void {
  if (status >= 200 && status < 300) return
  // 409 is what a server says where the book itself is gone.
  throw new CardServerFault([404, 409, 410, 412].includes(status) ? 'changed' : 'forbidden')
}
