import { AndFilter, EqualityFilter, type Entry, type Filter, FilterParser, OrFilter, SubstringFilter } from 'ldapts'
import { isAddress } from '#contract/sending.ts'
import type { ListDetails, ListMember, MailList } from '#contract/directory-lists.ts'
import { clean, first, values } from '../entry-values.ts'
import { entriesNamed, memberNames } from '../group-members.ts'
import type { LdapConnection } from '../ldap-connection.ts'
import type { LdapSettings } from '../ldap-settings.ts'
import { isGroup, personAttributes } from '../person-of-entry.ts'
import { listAttributes, listOf, type ListSettings, ownersOf } from './list-entry.ts'

const mostLists = 200
const mostFound = 50
const mostShown = 500

/** Lists of the directory as one person sees them. */
export class ListReader {
  readonly connection: LdapConnection
  readonly settings: LdapSettings
  readonly lists: ListSettings

  constructor(connection: LdapConnection, settings: LdapSettings, lists: ListSettings) {
    this.connection = connection
    this.settings = settings
    this.lists = lists
  }

  async of(dn: string): Promise<MailList[]> {
    const { member, owner } = this.settings.attributes
    const names = [member, owner].map((attribute) => new EqualityFilter({ attribute, value: dn }))
    return this.#listed(dn, new OrFilter({ filters: names }), mostLists)
  }

  async find(dn: string, query: string): Promise<MailList[]> {
    const { name, groupName, address } = this.settings.attributes
    const begins = [name, groupName, address].map(
      (attribute) => new SubstringFilter({ attribute, initial: clean(query) }),
    )
    return this.#listed(dn, new OrFilter({ filters: begins }), mostFound)
  }

  async details(dn: string, address: string): Promise<ListDetails | null> {
    const { attributes } = this.settings
    const entry = await this.entryAt(address, [attributes.member, attributes.outsideMember])
    const [list] = entry ? await this.#lists(dn, [entry]) : []
    if (!entry || !list?.isManaged) return null
    const names = memberNames(entry, this.settings)
    const outside = values(entry, attributes.outsideMember).filter(isAddress)
    const entries = await entriesNamed(this.connection, names.slice(0, mostShown), personAttributes(this.settings))
    const members = [
      ...entries.map((each) => this.#memberOf(each)).filter((each) => each.address !== ''),
      ...outside.slice(0, mostShown).map((each): ListMember => ({ name: '', address: each, kind: 'outside' })),
    ].toSorted((one, other) => (one.name || one.address).localeCompare(other.name || other.address))
    const isCut = names.length + outside.length > mostShown
    return { list, members: members.slice(0, mostShown), isCut, takesOutside: this.lists.outsideMembers }
  }

  /** The one list of this main address; two under one are nobody's. */
  entryAt(address: string, more: string[] = []): Promise<Entry | null> {
    return this.#only(
      [this.#isList(), new EqualityFilter({ attribute: this.settings.attributes.address, value: address })],
      [...listAttributes(this.settings), ...more],
    )
  }

  personNamed(userName: string): Promise<Entry | null> {
    const { attributes, filters } = this.settings
    const isUser = new EqualityFilter({ attribute: attributes.userName, value: userName })
    return this.#only([FilterParser.parseString(filters.person), isUser], ['1.1'])
  }

  /** The one person or group that has this address, also as a further one. */
  holderOf(value: string): Promise<Entry | null> {
    const { attributes, filters } = this.settings
    const kinds = [filters.person, filters.group].map((text) => FilterParser.parseString(text))
    const named = [attributes.address, attributes.aliases].map((attribute) => new EqualityFilter({ attribute, value }))
    return this.#only([new OrFilter({ filters: kinds }), new OrFilter({ filters: named })], ['objectClass'])
  }

  /** How many have this address in any way: as main, further or paused one (decision 108). */
  async holders(value: string): Promise<number> {
    const { address, aliases, pausedAddress } = this.settings.attributes
    const filters = [address, aliases, pausedAddress].map((attribute) => new EqualityFilter({ attribute, value }))
    return (await this.connection.search({ filter: new OrFilter({ filters }), attributes: ['1.1'], sizeLimit: 3 }))
      .length
  }

  /** Groups that hold one of these, by name. */
  async around(names: readonly string[]): Promise<string[]> {
    const holds = names.map((value) => new EqualityFilter({ attribute: this.settings.attributes.member, value }))
    if (holds.length === 0) return []
    const filter = new AndFilter({ filters: [this.#isList(), new OrFilter({ filters: holds })] })
    const found = await this.connection.search({ filter, attributes: ['1.1'], sizeLimit: mostLists })
    return found.map(({ dn }) => dn)
  }

  async #listed(dn: string, wanted: Filter, sizeLimit: number): Promise<MailList[]> {
    const filter = new AndFilter({ filters: [this.#isList(), wanted] })
    const entries = await this.connection.search({ filter, attributes: listAttributes(this.settings), sizeLimit })
    const lists = await this.#lists(dn, entries)
    return lists.filter(({ address }) => address !== '').toSorted((one, other) => one.name.localeCompare(other.name))
  }

  async #lists(dn: string, entries: readonly Entry[]): Promise<MailList[]> {
    const groups = new Set((await this.around([dn])).map((each) => each.toLowerCase()))
    const owners = [...new Set(entries.flatMap((entry) => ownersOf(entry, this.settings)))]
    const found = await entriesNamed(this.connection, owners, personAttributes(this.settings))
    const people = new Map(found.map((entry) => [entry.dn.toLowerCase(), this.#memberOf(entry)]))
    return entries.map((entry) => ({
      ...listOf(entry, this.settings, this.lists, { dn, groups }),
      owners: ownersOf(entry, this.settings).flatMap((each) => {
        const owner = people.get(each.toLowerCase())
        return owner ? [{ name: owner.name, address: owner.address }] : []
      }),
    }))
  }

  #memberOf(entry: Entry): ListMember {
    const { name, groupName, address } = this.settings.attributes
    const group = isGroup(entry, this.settings)
    return {
      name: clean((group && first(entry, groupName)) || first(entry, name)),
      address: clean(first(entry, address)),
      kind: group ? 'group' : 'person',
    }
  }

  async #only(filters: Filter[], attributes: string[]): Promise<Entry | null> {
    const entries = await this.connection.search({ filter: new AndFilter({ filters }), attributes, sizeLimit: 2 })
    return entries.length === 1 ? (entries[0] ?? null) : null
  }

  #isList(): Filter {
    return FilterParser.parseString(this.settings.filters.group)
  }
}
