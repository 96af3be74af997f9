import { readFileSync } from 'node:fs'
import {
  AndFilter,
  Client,
  EqualityFilter,
  FilterParser,
  OrFilter,
  SubstringFilter,
  type Entry,
  type Filter,
} from 'ldapts'
import type { Person } from '#contract/people.ts'
import { Problem } from '#server/problem.ts'
import type { Directory, DirectoryEntry } from '../directory-port.ts'
import { tlsTrust, type TlsServer } from '../tls-server.ts'

export interface LdapSettings extends TlsServer {
  bindDn: string
  passwordFile: string
  baseDn: string
  attributes: {
    userName: string
    name: string
    /** What a group is called where its `name` is only an id. */
    groupName: string
    address: string
    aliases: string
    givenName: string
    surname: string
    title: string
    department: string
  }
  filters: { person: string; group: string }
}

const mostPeople = 20
const timeoutMs = 5_000

/** The directory over LDAP with TLS (implicit), through one connection bound as a service; filters are built, never pasted. */
export class LdapDirectory implements Directory {
  readonly #settings: LdapSettings
  readonly #password: string
  #client: Promise<Client> | null = null

  constructor(settings: LdapSettings) {
    this.#settings = settings
    this.#password = readFileSync(settings.passwordFile, 'utf8').trimEnd()
  }

  async identify(name: string): Promise<DirectoryEntry | null> {
    const { attributes, filters } = this.#settings
    const value = name.trim()
    const asNamed = [attributes.userName, attributes.address, attributes.aliases].map(
      (attribute) => new EqualityFilter({ attribute, value }),
    )
    const filter = new AndFilter({
      filters: [FilterParser.parseString(filters.person), new OrFilter({ filters: asNamed })],
    })
    const entries = await this.#search(
      filter,
      [attributes.userName, attributes.name, attributes.address, attributes.aliases],
      2,
    )
    const [entry] = entries
    // Two people under one name: nobody can be told which is meant, so nobody is.
    if (!entry || entries.length > 1) return null
    const userName = first(entry, attributes.userName)
    const addresses = [...values(entry, attributes.address), ...values(entry, attributes.aliases)]
    if (userName === '') return null
    return {
      userName: userName.toLowerCase(),
      name: clean(first(entry, attributes.name)) || userName,
      addresses: [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()],
    }
  }

  async find(query: string): Promise<Person[]> {
    const { attributes, filters } = this.#settings
    const { name, groupName, givenName, surname, address } = attributes
    const words = clean(query).split(' ').slice(0, 5)
    if (words[0] === '') return []
    const begins = (keys: readonly string[], initial: string) =>
      new OrFilter({ filters: keys.map((attribute) => new SubstringFilter({ attribute, initial })) })
    // The whole as the beginning of a name, or each word as the beginning of one of the names: "ada l", "lindqvist ada".
    const each = words.map((word) => begins([name, groupName, givenName, surname, address], word))
    const matches = new OrFilter({
      filters: [begins([name, groupName], words.join(' ')), new AndFilter({ filters: each })],
    })
    const kinds = new OrFilter({
      filters: [FilterParser.parseString(filters.person), FilterParser.parseString(filters.group)],
    })
    const wanted = ['objectClass', name, groupName, address, attributes.title, attributes.department]
    const entries = await this.#search(new AndFilter({ filters: [kinds, matches] }), wanted, mostPeople)
    return entries
      .map((entry) => this.#person(entry))
      .filter((person) => person !== null)
      .sort((a, b) => a.name.localeCompare(b.name))
  }

  async check(): Promise<void> {
    await this.#search(new EqualityFilter({ attribute: 'objectClass', value: '*' }), ['1.1'], 1)
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = null
    await (await client?.catch(() => null))?.unbind().catch(() => undefined)
  }

  #person(entry: Entry): Person | null {
    const { attributes } = this.#settings
    const address = first(entry, attributes.address)
    if (address === '') return null
    const groupClass = /objectClass=([\w-]+)/i.exec(this.#settings.filters.group)?.[1]?.toLowerCase()
    const isGroup = values(entry, 'objectClass').some((value) => value.toLowerCase() === groupClass)
    return {
      name: clean((isGroup && first(entry, attributes.groupName)) || first(entry, attributes.name)) || address,
      address: clean(address),
      detail: clean(first(entry, attributes.title) || first(entry, attributes.department)),
      kind: isGroup ? 'group' : 'person',
    }
  }

  /** Searches below the base; what came before a size limit is used. Tries once more when the kept connection has gone. */
  async #search(filter: Filter, attributes: string[], sizeLimit: number, again = true): Promise<Entry[]> {
    const kept = this.#client !== null
    try {
      const client = await this.#connected()
      const { searchEntries } = await client.search(this.#settings.baseDn, {
        filter,
        attributes,
        sizeLimit,
        scope: 'sub',
        timeLimit: timeoutMs / 1000,
      })
      return searchEntries
    } catch (error) {
      this.#client = null
      if (kept && again) return this.#search(filter, attributes, sizeLimit, false)
      throw new Problem('directory-unavailable', {}, error)
    }
  }

  #connected(): Promise<Client> {
    this.#client ??= this.#connect()
    return this.#client
  }

  async #connect(): Promise<Client> {
    const { host, port, bindDn } = this.#settings
    const client = new Client({
      url: `ldaps://${host}:${port}`,
      tlsOptions: tlsTrust(this.#settings),
      connectTimeout: timeoutMs,
      timeout: timeoutMs,
      strictDN: false,
    })
    try {
      await client.bind(bindDn, this.#password)
      return client
    } catch (error) {
      await client.unbind().catch(() => undefined)
      throw error
    }
  }
}

function values(entry: Entry, attribute: string): string[] {
  const name = Object.keys(entry).find((key) => key.toLowerCase() === attribute.toLowerCase())
  const value = name === undefined ? undefined : entry[name]
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return list.map((item) => (Buffer.isBuffer(item) ? item.toString('utf8') : item)).filter((item) => item !== '')
}

const first = (entry: Entry, attribute: string) => values(entry, attribute)[0] ?? ''

/** What a directory says is shown to people: one line, no control characters, not endless. */
function clean(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
}
