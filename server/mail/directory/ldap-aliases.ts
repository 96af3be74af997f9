import { AndFilter, Attribute, Change, EqualityFilter, FilterParser, type Entry, OrFilter } from 'ldapts'
import { Problem } from '#server/problem.ts'
import type { AccountAddresses, AddressChange, AliasDirectory } from '../alias-port.ts'
import { clean, first, values } from './entry-values.ts'
import { LdapConnection } from './ldap-connection.ts'
import type { LdapSettings } from './ldap-settings.ts'

/** People's further addresses over LDAP, by an account of its own that may change these attributes and no others. */
export class LdapAliases implements AliasDirectory {
  readonly #settings: LdapSettings
  readonly #connection: LdapConnection

  constructor(settings: LdapSettings, account: Pick<LdapSettings, 'bindDn' | 'passwordFile'>) {
    this.#settings = settings
    this.#connection = new LdapConnection({ ...settings, ...account })
  }

  async of(userName: string): Promise<AccountAddresses | null> {
    const entry = await this.#entryOf(userName)
    if (!entry) return null
    const { address, aliases, pausedAddress, pausedReply } = this.#settings.attributes
    const main = first(entry, address)
    const isOther = (each: string) => each.toLowerCase() !== main.toLowerCase()
    return {
      main,
      active: values(entry, aliases).filter(isOther),
      paused: values(entry, pausedAddress),
      replies: new Map(values(entry, pausedReply).map(replyOf)),
    }
  }

  /** Across all three attributes: the directory itself sees only the same value of one of them twice. */
  async holders(value: string): Promise<number> {
    const { address, aliases, pausedAddress } = this.#settings.attributes
    const filters = [address, aliases, pausedAddress].map((attribute) => new EqualityFilter({ attribute, value }))
    const filter = new OrFilter({ filters })
    return (await this.#connection.search({ filter, attributes: ['1.1'], sizeLimit: 3 })).length
  }

  async change(userName: string, change: AddressChange): Promise<void> {
    const entry = await this.#entryOf(userName)
    if (!entry) throw new Problem('not-found')
    const changes = changesOf(entry, change, this.#settings.attributes)
    if (changes.length > 0) await this.#connection.modify(entry.dn, changes)
  }

  close(): Promise<void> {
    return this.#connection.close()
  }

  async #entryOf(value: string): Promise<Entry | undefined> {
    const { attributes, filters } = this.#settings
    const { userName, address, aliases, pausedAddress, pausedReply } = attributes
    const isUser = new EqualityFilter({ attribute: userName, value })
    const entries = await this.#connection.search({
      filter: new AndFilter({ filters: [FilterParser.parseString(filters.person), isUser] }),
      attributes: [address, aliases, pausedAddress, pausedReply],
      sizeLimit: 2,
    })
    return entries.length === 1 ? entries[0] : undefined
  }
}

function changesOf(
  entry: Entry,
  { activate, pause, retire }: AddressChange,
  { aliases, pausedAddress, pausedReply }: LdapSettings['attributes'],
): Change[] {
  const changes: Change[] = []
  const held = (type: string, address: string) =>
    values(entry, type).find((each) => addressIn(each) === address.toLowerCase())
  const put = (type: string, address: string | undefined) => {
    if (address !== undefined && held(type, address) === undefined) changes.push(changeOf('add', type, address))
  }
  const take = (type: string, address: string | undefined) => {
    const value = address === undefined ? undefined : held(type, address)
    if (value !== undefined) changes.push(changeOf('delete', type, value))
  }
  // What is taken goes first: an address must not stand in both for a moment.
  for (const address of [pause?.address, retire]) take(aliases, address)
  for (const address of [activate, retire]) take(pausedAddress, address)
  for (const address of [pause?.address, retire]) take(pausedReply, address)
  put(aliases, activate)
  put(pausedAddress, pause?.address)
  if (pause) changes.push(changeOf('add', pausedReply, `${pause.address} ${pause.reply}`))
  return changes
}

/** A reply stands behind the address it is for, so that one attribute holds all of them: `address sentence`. */
const addressIn = (value: string): string => (value.split(' ', 1)[0] ?? '').toLowerCase()
const replyOf = (value: string): [string, string] => [addressIn(value), clean(value.slice(addressIn(value).length))]

const changeOf = (operation: 'add' | 'delete', type: string, value: string) =>
  new Change({ operation, modification: new Attribute({ type, values: [value] }) })
