import {
  AndFilter,
  EqualityFilter,
  type Entry,
  type Filter,
  FilterParser,
  OrFilter,
  PresenceFilter,
  SubstringFilter,
} from 'ldapts'
import { type DirectoryCard, type DirectoryListed, mostListed } from '#contract/directory.ts'
import type { DirectoryBrowser, OwnGroup } from '../directory-browser-port.ts'
import { bytesOf, clean, first, values } from './entry-values.ts'
import { groupsAround } from './groups-around.ts'
import { LdapConnection } from './ldap-connection.ts'
import type { LdapSettings } from './ldap-settings.ts'

const mostDepartments = 500
const askedAtOnce = 20
const rememberedMs = 10 * 60_000

/** The directory as something to look around in, over a connection of its own: no one waits behind a long list while typing. */
export class LdapBrowser implements DirectoryBrowser {
  readonly #settings: LdapSettings
  readonly #connection: LdapConnection
  readonly #now: () => number
  #departments: { names: string[]; untilMs: number } | null = null

  constructor(settings: LdapSettings, now: () => number = Date.now) {
    this.#settings = settings
    this.#connection = new LdapConnection(settings)
    this.#now = now
  }

  /** Remembered for ten minutes: it takes a question for each. */
  async departments(): Promise<string[]> {
    if (this.#departments && this.#departments.untilMs > this.#now()) return this.#departments.names
    const { attributes, filters } = this.#settings
    const entries = await this.#connection.search({
      filter: FilterParser.parseString(filters.department),
      attributes: [attributes.departmentName],
      sizeLimit: mostDepartments,
    })
    const all = [...new Set(entries.map((entry) => first(entry, attributes.departmentName)).filter(Boolean))]
    const names: string[] = []
    for (let at = 0; at < all.length; at += askedAtOnce) {
      const some = all.slice(at, at + askedAtOnce)
      const hasPeople = await Promise.all(some.map((name) => this.#hasPeople(name)))
      names.push(...some.filter((_name, place) => hasPeople[place]))
    }
    names.sort((one, other) => one.localeCompare(other))
    this.#departments = { names, untilMs: this.#now() + rememberedMs }
    return names
  }

  async people({ query, department }: { query: string; department: string }) {
    const { attributes } = this.#settings
    const { name, givenName, surname, address, title } = attributes
    const words = clean(query).split(' ').filter(Boolean).slice(0, 5)
    const begins = (word: string) =>
      new OrFilter({
        filters: [name, givenName, surname, address].map(
          (attribute) => new SubstringFilter({ attribute, initial: word }),
        ),
      })
    const wanted = [...words.map(begins), ...(department === '' ? [] : [this.#isIn(department)])]
    if (wanted.length === 0) return { items: [], isCut: false }
    const found = await this.#connection.search({
      filter: this.#person(...wanted),
      attributes: [name, address, title, attributes.department],
      sizeLimit: mostListed + 1,
    })
    const items = found
      .slice(0, mostListed)
      .map((entry): DirectoryListed => {
        const mail = clean(first(entry, address))
        const detail = clean(first(entry, title) || first(entry, attributes.department))
        return { name: clean(first(entry, name)) || mail, address: mail, detail }
      })
      .filter((person) => person.address !== '')
      .sort((one, other) => one.name.localeCompare(other.name))
    return { items, isCut: found.length > mostListed }
  }

  async card(address: string): Promise<DirectoryCard | null> {
    const { attributes } = this.#settings
    const { aliases, title, department, telephone, mobile } = attributes
    const entry = await this.#personAt(address, [attributes.name, aliases, title, department, telephone, mobile])
    if (!entry) return null
    const text = (attribute: string) => clean(first(entry, attribute))
    const every = (names: readonly string[]) => [...new Set(names.flatMap((name) => values(entry, name).map(clean)))]
    return {
      name: text(attributes.name) || text(attributes.address),
      address: text(attributes.address),
      otherAddresses: every([attributes.aliases]).slice(0, 20),
      title: text(attributes.title),
      department: text(attributes.department),
      telephones: every([attributes.telephone, attributes.mobile]).filter(Boolean).slice(0, 10),
      hasPhoto: await this.#hasPhoto(text(attributes.address)),
    }
  }

  async photo(address: string): Promise<Buffer | null> {
    const { photo } = this.#settings.attributes
    const entry = await this.#personAt(address, [photo])
    return entry && bytesOf(entry, photo)
  }

  async groupsOf(userName: string): Promise<OwnGroup[]> {
    const { attributes } = this.#settings
    const isUser = new EqualityFilter({ attribute: attributes.userName, value: userName })
    const [person] = await this.#connection.search({ filter: this.#person(isUser), attributes: ['1.1'], sizeLimit: 1 })
    return person ? groupsAround(this.#connection, this.#settings, person.dn) : []
  }

  close(): Promise<void> {
    return this.#connection.close()
  }

  /** By the main address alone; two people under one are nobody's. */
  async #personAt(address: string, wanted: string[]): Promise<Entry | null> {
    const { address: mail, photo } = this.#settings.attributes
    const entries = await this.#connection.search({
      filter: this.#person(new EqualityFilter({ attribute: mail, value: address.trim() })),
      attributes: [mail, ...wanted],
      buffers: [photo],
      sizeLimit: 2,
    })
    return entries.length === 1 ? (entries[0] ?? null) : null
  }

  /** Asked for apart, by a filter: photos may be large, and most who read a card have theirs already. */
  async #hasPhoto(address: string): Promise<boolean> {
    const { address: attribute, photo } = this.#settings.attributes
    const filter = this.#person(
      new EqualityFilter({ attribute, value: address }),
      new PresenceFilter({ attribute: photo }),
    )
    return (await this.#connection.search({ filter, attributes: ['1.1'], sizeLimit: 1 })).length > 0
  }

  async #hasPeople(department: string): Promise<boolean> {
    const filter = this.#person(this.#isIn(department))
    const found = await this.#connection.search({ filter, attributes: ['1.1'], sizeLimit: 1 })
    return found.length > 0
  }

  #isIn(department: string): Filter {
    return new EqualityFilter({ attribute: this.#settings.attributes.department, value: department })
  }

  #person(...filters: Filter[]): Filter {
    return new AndFilter({ filters: [FilterParser.parseString(this.#settings.filters.person), ...filters] })
  }
}
