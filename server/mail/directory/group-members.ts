import { AndFilter, EqualityFilter, type Entry, FilterParser, OrFilter, PresenceFilter } from 'ldapts'
import { type GroupMembers, mostMembers } from '#contract/group-members.ts'
import { isAddress } from '#contract/sending.ts'
import type { Person } from '#contract/people.ts'
import { values } from './entry-values.ts'
import type { LdapConnection } from './ldap-connection.ts'
import type { LdapSettings } from './ldap-settings.ts'
import { isGroup, personAttributes, personOfEntry } from './person-of-entry.ts'

/** Members of which some are groups, or have no address: more than can be written to, but no endless search. */
const mostLookedAt = 2 * mostMembers
const mostAtOnce = 50

/** Everybody a group reaches, level by level; each entry is looked at once, so that groups which hold each other end. */
export async function membersOfGroup(
  connection: LdapConnection,
  settings: LdapSettings,
  address: string,
): Promise<GroupMembers | null> {
  const wanted = [...personAttributes(settings), settings.attributes.member, settings.attributes.outsideMember]
  const group = await groupAt(connection, settings, address, wanted)
  if (!group) return null
  const found = new Map<string, Person>()
  const seen = new Set([group.dn.toLowerCase()])
  let withoutAddress = 0
  let groups = [group]
  while (groups.length > 0) {
    for (const person of groups.flatMap((each) => outsideMembers(each, settings))) note(found, person)
    const names = groups.flatMap((each) => memberNames(each, settings))
    const fresh = names.filter((name) => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase()))
    if (seen.size > mostLookedAt || hasMore(groups, settings)) return tooLarge
    const members = await entriesNamed(connection, fresh, wanted)
    groups = members.filter((entry) => isGroup(entry, settings))
    for (const entry of members.filter((each) => !isGroup(each, settings))) {
      const person = personOfEntry(entry, settings)
      if (person && isAddress(person.address)) note(found, person)
      else withoutAddress += 1
    }
    if (found.size > mostMembers) return tooLarge
  }
  const items = [...found.values()].toSorted((one, other) => one.name.localeCompare(other.name))
  return { items, withoutAddress, isTooLarge: false }
}

const tooLarge: GroupMembers = { items: [], withoutAddress: 0, isTooLarge: true }

function note(found: Map<string, Person>, person: Person): void {
  const key = person.address.toLowerCase()
  if (!found.has(key)) found.set(key, person)
}

/** The one group of this address; two under one name are nobody's. */
async function groupAt(
  connection: LdapConnection,
  { attributes, filters }: LdapSettings,
  address: string,
  wanted: string[],
): Promise<Entry | null> {
  const named = [attributes.address, attributes.aliases].map(
    (attribute) => new EqualityFilter({ attribute, value: address }),
  )
  const filter = new AndFilter({ filters: [FilterParser.parseString(filters.group), new OrFilter({ filters: named })] })
  const entries = await connection.search({ filter, attributes: wanted, sizeLimit: 2 })
  return entries.length === 1 ? (entries[0] ?? null) : null
}

/** Entries by their names; those that are not there (any more) are left out. */
export async function entriesNamed(
  connection: LdapConnection,
  names: string[],
  attributes: string[],
): Promise<Entry[]> {
  const filter = new PresenceFilter({ attribute: 'objectClass' })
  const found: Entry[] = []
  for (let start = 0; start < names.length; start += mostAtOnce) {
    const asked = names.slice(start, start + mostAtOnce)
    const answers = asked.map((entry) => connection.search({ filter, attributes, sizeLimit: 1, entry }))
    found.push(...(await Promise.all(answers)).flat())
  }
  return found
}

export const memberNames = (entry: Entry, { attributes }: LdapSettings) => values(entry, attributes.member)

/** Active Directory gives long lists in pieces, under names such as `member;range=0-1499`. */
function hasMore(groups: readonly Entry[], { attributes }: LdapSettings): boolean {
  const piece = `${attributes.member};range=`.toLowerCase()
  return groups.some((entry) => Object.keys(entry).some((key) => key.toLowerCase().startsWith(piece)))
}

function outsideMembers(entry: Entry, { attributes }: LdapSettings): Person[] {
  return values(entry, attributes.outsideMember)
    .filter(isAddress)
    .map((address) => ({ name: '', address, detail: '', kind: 'person' }))
}
