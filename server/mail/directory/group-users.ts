import { AndFilter, type Entry, EqualityFilter, FilterParser } from 'ldapts'
import { first } from './entry-values.ts'
import { entriesNamed, memberNames } from './group-members.ts'
import type { LdapConnection } from './ldap-connection.ts'
import type { LdapSettings } from './ldap-settings.ts'
import { isGroup } from './person-of-entry.ts'

/** Enough to choose a colleague from. */
const mostUsers = 200
const mostLookedAt = 2 * mostUsers

/** User names of everybody in a group, level by level; each entry is looked at once, so that groups which hold each other end. */
export async function usersInGroup(connection: LdapConnection, settings: LdapSettings, id: string): Promise<string[]> {
  const { name, member, userName } = settings.attributes
  const wanted = ['objectClass', member, userName]
  const isNamed = new EqualityFilter({ attribute: name, value: id })
  const filter = new AndFilter({ filters: [FilterParser.parseString(settings.filters.group), isNamed] })
  let groups: Entry[] = await connection.search({ filter, attributes: wanted, sizeLimit: 2 })
  // Two under one name are nobody's.
  if (groups.length !== 1) return []
  const seen = new Set(groups.map(({ dn }) => dn.toLowerCase()))
  const users = new Set<string>()
  while (groups.length > 0 && users.size < mostUsers) {
    const names = groups.flatMap((each) => memberNames(each, settings))
    const fresh = names.filter((dn) => !seen.has(dn.toLowerCase()) && seen.add(dn.toLowerCase()))
    const members = await entriesNamed(connection, fresh.slice(0, mostLookedAt), wanted)
    groups = members.filter((entry) => isGroup(entry, settings))
    for (const entry of members) if (!isGroup(entry, settings)) users.add(first(entry, userName).toLowerCase())
  }
  users.delete('')
  return [...users].slice(0, mostUsers)
}
