import { AndFilter, EqualityFilter, FilterParser, OrFilter } from 'ldapts'
import type { DirectoryGroup } from '../directory-port.ts'
import { clean, first } from './entry-values.ts'
import type { LdapConnection } from './ldap-connection.ts'
import type { LdapSettings } from './ldap-settings.ts'

/** Groups in groups, so deep; one that holds itself ends sooner. */
const deepest = 10
const mostGroups = 500
/** Other ids would need quoting where mail servers are told them. */
const plainId = /^[\w.-]{1,100}$/

/** Two under one name are nobody's. */
export async function groupNamed(
  connection: LdapConnection,
  { attributes, filters }: LdapSettings,
  name: string,
): Promise<DirectoryGroup | null> {
  const value = name.trim()
  const asNamed = [attributes.name, attributes.address, attributes.aliases].map(
    (attribute) => new EqualityFilter({ attribute, value }),
  )
  const filter = new AndFilter({
    filters: [FilterParser.parseString(filters.group), new OrFilter({ filters: asNamed })],
  })
  const wanted = [attributes.name, attributes.groupName, attributes.address]
  const [entry, other] = await connection.search({ filter, attributes: wanted, sizeLimit: 2 })
  if (!entry || other) return null
  const id = first(entry, attributes.name)
  if (!plainId.test(id)) return null
  return {
    id,
    name: clean(first(entry, attributes.groupName)) || id,
    address: clean(first(entry, attributes.address)) || null,
  }
}

/** Those somebody is in, those these are in, and so on; each is asked about once. */
export async function groupsAround(
  connection: LdapConnection,
  { attributes, filters }: LdapSettings,
  user: string,
): Promise<string[]> {
  const isUser = new EqualityFilter({ attribute: attributes.userName, value: user })
  const filter = new AndFilter({ filters: [FilterParser.parseString(filters.person), isUser] })
  const people = await connection.search({ filter, attributes: ['1.1'], sizeLimit: 2 })
  let members = people.length === 1 ? people.map(({ dn }) => dn) : []
  const known = new Map<string, string>()
  for (let depth = 0; members.length > 0 && depth < deepest; depth += 1) {
    const holds = members.map((value) => new EqualityFilter({ attribute: attributes.member, value }))
    const groups = await connection.search({
      filter: new AndFilter({ filters: [FilterParser.parseString(filters.group), new OrFilter({ filters: holds })] }),
      attributes: [attributes.name],
      sizeLimit: mostGroups,
    })
    const fresh = groups.filter(({ dn }) => !known.has(dn.toLowerCase()))
    for (const entry of fresh) known.set(entry.dn.toLowerCase(), first(entry, attributes.name))
    members = fresh.map(({ dn }) => dn)
  }
  return [...known.values()].filter((id) => plainId.test(id)).sort()
}
