import {
  AndFilter,
  Attribute,
  Change,
  EqualityFilter,
  type Entry,
  type Filter,
  NotFilter,
  PresenceFilter,
} from 'ldapts'
import type { ListDetails, ListFault, ListRules, MailList } from '#contract/directory-lists.ts'
import { Problem } from '#server/problem.ts'
import type { ListChange, ListDirectory, NewList } from '../../list-port.ts'
import { first, values } from '../entry-values.ts'
import { isGroup } from '../person-of-entry.ts'
import type { LdapSettings } from '../ldap-settings.ts'
import { attributeOf, joiningIs, type ListSettings, ownersOf, rulesOf, sameDn } from './list-entry.ts'
import { ListConnection } from './list-connection.ts'
import { ListReader } from './list-reader.ts'
import { newEntry } from './new-entry.ts'
import { holdsEachOther } from './rings.ts'

/** Lists over LDAP, by an account of its own; each change and what it depends on are one write (RFC 4528). */
export class LdapLists implements ListDirectory {
  readonly #settings: LdapSettings
  readonly #lists: ListSettings
  readonly #connection: ListConnection
  readonly #reader: ListReader

  constructor(settings: LdapSettings, lists: ListSettings) {
    const { bindDn, passwordFile } = lists
    this.#settings = settings
    this.#lists = lists
    this.#connection = new ListConnection({ ...settings, bindDn, passwordFile })
    this.#reader = new ListReader(this.#connection, settings, lists)
  }

  async of(userName: string): Promise<MailList[]> {
    const person = await this.#reader.personNamed(userName)
    return person ? this.#reader.of(person.dn) : []
  }

  async find(userName: string, query: string): Promise<MailList[]> {
    return this.#reader.find((await this.#person(userName)).dn, query)
  }

  async details(userName: string, address: string): Promise<ListDetails | null> {
    return this.#reader.details((await this.#person(userName)).dn, address)
  }

  async join(userName: string, address: string, isMember: boolean): Promise<ListFault | null> {
    const { dn } = await this.#person(userName)
    const entry = await this.#list(address)
    if (this.#isUntouched(entry)) throw new Problem('not-allowed')
    const may = joiningIs(isMember ? ['open'] : ['open', 'request'], this.#settings, this.#lists)
    return this.#connection.write(entry.dn, [this.#change(isMember, 'member', dn)], may)
  }

  async setMember(userName: string, address: string, member: string, isMember: boolean): Promise<ListChange> {
    return this.#asOwner(userName, address, async (entry, isOwner) => {
      const put = (attribute: 'member' | 'outsideMember', value: string) =>
        this.#connection.write(entry.dn, [this.#change(isMember, attribute, value)], isOwner)
      const holder = await this.#reader.holderOf(member)
      if (!holder) return this.#outside(entry, member, isMember, (value) => put('outsideMember', value))
      if (!isMember || !isGroup(holder, this.#settings)) return put('member', holder.dn)
      if (await holdsEachOther(this.#reader, entry.dn, holder.dn)) return 'loop'
      const fault = await put('member', holder.dn)
      if (fault || !(await holdsEachOther(this.#reader, entry.dn, holder.dn))) return fault
      // Somebody put the one on the other at the same moment: what came second goes.
      await this.#connection.write(entry.dn, [this.#change(false, 'member', holder.dn)])
      return 'loop'
    })
  }

  async setOwner(userName: string, address: string, owner: string, isOwner: boolean): Promise<ListChange> {
    return this.#asOwner(userName, address, async (entry, isMine) => {
      const holder = await this.#reader.holderOf(owner)
      if (!holder) return 'unknown'
      if (isGroup(holder, this.#settings)) return 'not-person'
      const change = [this.#change(isOwner, 'owner', holder.dn)]
      if (isOwner) return this.#connection.write(entry.dn, change, isMine)
      const stays = ownersOf(entry, this.#settings).find((dn) => !sameDn(dn, holder.dn))
      if (stays === undefined) return 'last-owner'
      const filters = [isMine, this.#is('owner', stays)]
      return this.#connection.write(entry.dn, change, new AndFilter({ filters }))
    })
  }

  async setRules(userName: string, address: string, before: ListRules, after: ListRules): Promise<ListChange> {
    return this.#asOwner(userName, address, async (entry, isOwner) => {
      if (after.name === '') return 'title'
      const now = rulesOf(entry, this.#settings, this.#lists)
      const keys = (Object.keys(attributeOf) as (keyof ListRules)[]).filter((key) => before[key] !== after[key])
      if (keys.some((key) => now[key] !== before[key])) return 'changed'
      if (keys.length === 0) return null
      const types = keys.map((key) => [this.#settings.attributes[attributeOf[key]], after[key]] as const)
      const changes = types.map(
        ([type, value]) =>
          new Change({
            operation: 'replace',
            modification: new Attribute({ type, values: value === '' ? [] : [value] }),
          }),
      )
      const unchanged = types.map(([type]) => isStill(entry, type))
      return this.#connection.write(entry.dn, changes, new AndFilter({ filters: [isOwner, ...unchanged] }))
    })
  }

  async make(userName: string, list: NewList): Promise<ListChange> {
    const { making } = this.#lists
    if (!making) throw new Problem('not-allowed')
    const { dn } = await this.#person(userName)
    if ((await this.#reader.holders(list.address)) > 0) return { fault: 'taken', details: null }
    const entry = newEntry(list, dn, making, this.#settings)
    const fault = await this.#connection.create(entry.dn, entry.attributes)
    // Another server may have given it to somebody at the same moment: then nobody keeps what was second.
    if (!fault && (await this.#reader.holders(list.address)) > 1) {
      await this.#connection.remove(entry.dn)
      return { fault: 'taken', details: null }
    }
    return { fault, details: fault ? null : await this.#reader.details(dn, list.address) }
  }

  async delete(userName: string, address: string): Promise<ListChange> {
    const { dn } = await this.#person(userName)
    const entry = await this.#list(address)
    const details = await this.#reader.details(dn, address)
    if (!details?.list.isMade) throw new Problem('not-allowed')
    const fault = await this.#connection.remove(entry.dn, this.#is('owner', dn))
    return { fault, details: null }
  }

  close(): Promise<void> {
    return this.#connection.close()
  }

  async #asOwner(
    userName: string,
    address: string,
    work: (entry: Entry, isOwner: Filter) => Promise<ListFault | null>,
  ): Promise<ListChange> {
    const { dn } = await this.#person(userName)
    const entry = await this.#list(address)
    const isMine = ownersOf(entry, this.#settings).some((each) => sameDn(each, dn))
    if (!isMine || this.#isUntouched(entry)) throw new Problem('not-allowed')
    const fault = await work(entry, this.#is('owner', dn))
    return { fault, details: await this.#reader.details(dn, address) }
  }

  /** Somebody whom the directory does not know: outside, unless the address is the organisation's own. */
  async #outside(
    entry: Entry,
    member: string,
    isMember: boolean,
    put: (value: string) => Promise<ListFault | null>,
  ): Promise<ListFault | null> {
    const { address, outsideMember } = this.#settings.attributes
    if (!isMember) {
      const named = await this.#reader.entryAt(first(entry, address), [outsideMember])
      const known = values(named ?? entry, outsideMember).find((each) => each.toLowerCase() === member.toLowerCase())
      return known === undefined ? 'not-there' : put(known)
    }
    const domainOf = (text: string) => text.slice(text.lastIndexOf('@') + 1).toLowerCase()
    if (domainOf(member) === domainOf(first(entry, address)) || !/^[\x21-\x7e]+$/.test(member)) return 'unknown'
    return this.#lists.outsideMembers ? put(member) : 'outside'
  }

  #change(isThere: boolean, attribute: 'member' | 'outsideMember' | 'owner', value: string): Change {
    const modification = new Attribute({ type: this.#settings.attributes[attribute], values: [value] })
    return new Change({ operation: isThere ? 'add' : 'delete', modification })
  }

  #is(attribute: 'owner', value: string): Filter {
    return new EqualityFilter({ attribute: this.#settings.attributes[attribute], value })
  }

  #isUntouched(entry: Entry): boolean {
    return this.#lists.untouched.includes(first(entry, this.#settings.attributes.name))
  }

  async #person(userName: string): Promise<Entry> {
    const person = await this.#reader.personNamed(userName)
    if (!person) throw new Problem('not-allowed')
    return person
  }

  async #list(address: string): Promise<Entry> {
    const entry = await this.#reader.entryAt(address)
    if (!entry) throw new Problem('not-found')
    return entry
  }
}

/** That an attribute is what it was when the entry was read. */
function isStill(entry: Entry, attribute: string): Filter {
  const [value] = values(entry, attribute)
  if (value !== undefined) return new EqualityFilter({ attribute, value })
  return new NotFilter({ filter: new PresenceFilter({ attribute }) })
}
