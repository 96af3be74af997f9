import { AndFilter, EqualityFilter, FilterParser, OrFilter } from 'ldapts'
import type { GroupMembers } from '#contract/group-members.ts'
import type { Delegation, Directory, DirectoryEntry, DirectoryGroup, FoundPerson, Writer } from '../directory-port.ts'
import { clean, first, values } from './entry-values.ts'
import { findPeople } from './find-people.ts'
import { membersOfGroup } from './group-members.ts'
import { groupNamed, groupsAround } from './groups.ts'
import { usersInGroup } from './group-users.ts'
import { bindsAs, LdapConnection } from './ldap-connection.ts'
import type { LdapSettings } from './ldap-settings.ts'

const mostDelegations = 50
const mostWriters = 100

/** The directory over LDAP with TLS (implicit), through one connection bound as a service; filters are built, never pasted. */
export class LdapDirectory implements Directory {
  readonly #settings: LdapSettings
  readonly #connection: LdapConnection

  constructor(settings: LdapSettings) {
    this.#settings = settings
    this.#connection = new LdapConnection(settings)
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
    const wanted = [attributes.userName, attributes.name, attributes.address, attributes.aliases]
    const entries = await this.#connection.search({ filter, attributes: wanted, sizeLimit: 2 })
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

  async checkPassword(userName: string, password: string): Promise<boolean> {
    const { attributes, filters } = this.#settings
    const isUser = new EqualityFilter({ attribute: attributes.userName, value: userName })
    const kinds = [filters.person, filters.active ?? filters.person].map((text) => FilterParser.parseString(text))
    const filter = new AndFilter({ filters: [...kinds, isUser] })
    const entries = await this.#connection.search({ filter, attributes: [attributes.userName], sizeLimit: 2 })
    const [entry] = entries
    return entry !== undefined && entries.length === 1 && bindsAs(this.#settings, entry.dn, password)
  }

  find(query: string): Promise<FoundPerson[]> {
    return findPeople(this.#connection, this.#settings, query)
  }

  async delegationsOf(user: string): Promise<Delegation[]> {
    const { attributes, filters } = this.#settings
    const isPerson = FilterParser.parseString(filters.person)
    const isUser = new EqualityFilter({ attribute: attributes.userName, value: user })
    const kinds = { as: attributes.sendAs, 'on-behalf': attributes.sendOnBehalf } as const
    const [entry] = await this.#connection.search({
      filter: new AndFilter({ filters: [isPerson, isUser] }),
      attributes: Object.values(kinds),
      sizeLimit: 1,
    })
    if (!entry) return []
    const found = new Map<string, Delegation>()
    // The stronger right comes last and holds.
    for (const right of ['on-behalf', 'as'] as const) {
      for (const address of values(entry, kinds[right]).slice(0, mostDelegations)) {
        const owner = await this.identify(address)
        if (owner && owner.userName !== user) {
          const { userName, name, addresses } = owner
          found.set(userName, { userName, name, address: addresses[0] ?? address, right })
        }
      }
    }
    return [...found.values()].sort((a, b) => a.name.localeCompare(b.name))
  }

  async writersAs(addresses: readonly string[]): Promise<Writer[]> {
    const { userName, name, address, sendAs, sendOnBehalf } = this.#settings.attributes
    if (addresses.length === 0) return []
    const anyOf = (attribute: string) => addresses.map((value) => new EqualityFilter({ attribute, value }))
    const filter = new AndFilter({
      filters: [
        FilterParser.parseString(this.#settings.filters.person),
        new OrFilter({ filters: [...anyOf(sendAs), ...anyOf(sendOnBehalf)] }),
      ],
    })
    const own = new Set(addresses.map((each) => each.toLowerCase()))
    const entries = await this.#connection.search({
      filter,
      attributes: [userName, name, address, sendAs],
      sizeLimit: mostWriters,
    })
    return entries
      .map((entry): Writer => ({
        userName: first(entry, userName).toLowerCase(),
        name: clean(first(entry, name)),
        address: clean(first(entry, address)),
        right: values(entry, sendAs).some((each) => own.has(each.toLowerCase())) ? 'as' : 'on-behalf',
      }))
      .sort((a, b) => a.name.localeCompare(b.name))
  }

  async check(): Promise<void> {
    const filter = new EqualityFilter({ attribute: 'objectClass', value: '*' })
    await this.#connection.search({ filter, attributes: ['1.1'], sizeLimit: 1 })
  }

  members(address: string): Promise<GroupMembers | null> {
    return membersOfGroup(this.#connection, this.#settings, address)
  }

  group(name: string): Promise<DirectoryGroup | null> {
    return groupNamed(this.#connection, this.#settings, name)
  }

  groupsOf(userName: string): Promise<string[]> {
    return groupsAround(this.#connection, this.#settings, userName)
  }

  usersIn(groupId: string): Promise<string[]> {
    return usersInGroup(this.#connection, this.#settings, groupId)
  }

  isActive(userName: string): Promise<boolean> {
    const { active, person } = this.#settings.filters
    return this.#isOneOf(active ?? person, userName)
  }

  isRole(userName: string): Promise<boolean> {
    return this.#isOneOf(this.#settings.filters.roleMailbox, userName)
  }

  async mayForward(userName: string): Promise<boolean> {
    const { mayForward } = this.#settings.filters
    return mayForward === undefined || (await this.#isOneOf(mayForward, userName))
  }

  async #isOneOf(kind: string, userName: string): Promise<boolean> {
    const { attributes, filters } = this.#settings
    const isUser = new EqualityFilter({ attribute: attributes.userName, value: userName })
    const kinds = [filters.person, kind].map((text) => FilterParser.parseString(text))
    const filter = new AndFilter({ filters: [...kinds, isUser] })
    return (await this.#connection.search({ filter, attributes: ['1.1'], sizeLimit: 1 })).length > 0
  }

  close(): Promise<void> {
    return this.#connection.close()
  }
}
