import { AndFilter, Attribute, Change, EqualityFilter, type Entry, FilterParser } from 'ldapts'
import type { Writing } from '#contract/sharing.ts'
import { Problem } from '#server/problem.ts'
import type { SenderRights } from '../sender-rights-port.ts'
import { first, values } from './entry-values.ts'
import { LdapConnection } from './ldap-connection.ts'
import type { LdapSettings } from './ldap-settings.ts'

/** Who may write from whose address over LDAP, by an account of its own that may change the two attributes and no others. */
export class LdapSenders implements SenderRights {
  readonly #settings: LdapSettings
  readonly #connection: LdapConnection

  constructor(settings: LdapSettings, account: Pick<LdapSettings, 'bindDn' | 'passwordFile'>) {
    this.#settings = settings
    this.#connection = new LdapConnection({ ...settings, ...account })
  }

  async of(owner: string, writer: string): Promise<Writing> {
    const [ownerEntry, entry] = [await this.#entryOf(owner), await this.#entryOf(writer)]
    if (!ownerEntry || !entry) return 'none'
    const { sendAs, sendOnBehalf } = this.#settings.attributes
    const isOwn = this.#isAddressOf(ownerEntry)
    if (values(entry, sendAs).some(isOwn)) return 'as'
    return values(entry, sendOnBehalf).some(isOwn) ? 'on-behalf' : 'none'
  }

  async set(owner: string, writer: string, right: Writing): Promise<void> {
    const [ownerEntry, entry] = [await this.#entryOf(owner), await this.#entryOf(writer)]
    if (!ownerEntry || !entry) {
      if (right === 'none') return
      throw new Problem('not-found')
    }
    const { address, sendAs, sendOnBehalf } = this.#settings.attributes
    const main = first(ownerEntry, address)
    const isOwn = this.#isAddressOf(ownerEntry)
    const changes = [
      ...changesOf(entry, sendAs, isOwn, right === 'as' ? main : null),
      ...changesOf(entry, sendOnBehalf, isOwn, right === 'on-behalf' ? main : null),
    ]
    if (changes.length > 0) await this.#connection.modify(entry.dn, changes)
  }

  close(): Promise<void> {
    return this.#connection.close()
  }

  #isAddressOf(owner: Entry): (address: string) => boolean {
    const { address, aliases } = this.#settings.attributes
    const own = new Set([...values(owner, address), ...values(owner, aliases)].map((each) => each.toLowerCase()))
    return (each) => own.has(each.toLowerCase())
  }

  async #entryOf(value: string): Promise<Entry | undefined> {
    const { attributes, filters } = this.#settings
    const { userName, address, aliases, sendAs, sendOnBehalf } = attributes
    const isUser = new EqualityFilter({ attribute: userName, value })
    const entries = await this.#connection.search({
      filter: new AndFilter({ filters: [FilterParser.parseString(filters.person), isUser] }),
      attributes: [address, aliases, sendAs, sendOnBehalf],
      sizeLimit: 2,
    })
    return entries.length === 1 ? entries[0] : undefined
  }
}

/** Of the owner's addresses this one stays or is added, and no other. */
function changesOf(entry: Entry, type: string, isOwn: (address: string) => boolean, wanted: string | null): Change[] {
  const isWanted = (each: string) => each.toLowerCase() === wanted?.toLowerCase()
  const held = values(entry, type).filter(isOwn)
  const changes = held.filter((each) => !isWanted(each)).map((each) => changeOf('delete', type, each))
  if (wanted !== null && !held.some(isWanted)) changes.push(changeOf('add', type, wanted))
  return changes
}

const changeOf = (operation: 'add' | 'delete', type: string, value: string) =>
  new Change({ operation, modification: new Attribute({ type, values: [value] }) })
