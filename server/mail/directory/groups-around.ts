import { AndFilter, EqualityFilter, type Entry, FilterParser, OrFilter, PresenceFilter } from 'ldapts'
import type { OwnGroup } from '../directory-browser-port.ts'
import { clean, first } from './entry-values.ts'
import type { LdapConnection } from './ldap-connection.ts'
import type { LdapSettings } from './ldap-settings.ts'

const mostGroups = 200

/** The groups an entry is in, then those that hold these, level by level; each once, so that groups which hold each other end. */
export async function groupsAround(
  connection: LdapConnection,
  settings: LdapSettings,
  dn: string,
): Promise<OwnGroup[]> {
  const { attributes, filters } = settings
  const { member, owner, groupName, name, address } = attributes
  const found = new Map<string, { entry: Entry; through: string | null }>()
  let inside: { dn: string; name: string | null }[] = [{ dn, name: null }]
  while (inside.length > 0 && found.size < mostGroups) {
    const holds = inside.map((each) => new EqualityFilter({ attribute: member, value: each.dn }))
    const entries = await connection.search({
      filter: new AndFilter({ filters: [FilterParser.parseString(filters.group), new OrFilter({ filters: holds })] }),
      attributes: [groupName, name, address, owner, member],
      sizeLimit: mostGroups,
    })
    const fresh = entries.filter((entry) => !found.has(entry.dn.toLowerCase()))
    for (const entry of fresh) found.set(entry.dn.toLowerCase(), { entry, through: holderIn(entry, inside, member) })
    inside = fresh.map((entry) => ({ dn: entry.dn, name: nameOf(entry, settings) }))
  }
  const groups = [...found.values()].map(async ({ entry, through }) => ({
    ...{ name: nameOf(entry, settings), address: clean(first(entry, address)), through },
    owner: await personNamed(connection, settings, first(entry, owner)),
  }))
  return (await Promise.all(groups)).toSorted((one, other) => one.name.localeCompare(other.name))
}

const nameOf = (entry: Entry, { attributes }: LdapSettings) =>
  clean(first(entry, attributes.groupName) || first(entry, attributes.name))

/** The first of those looked for that the group names. */
function holderIn(entry: Entry, inside: readonly { dn: string; name: string | null }[], member: string): string | null {
  const named = new Set([entry[member] ?? []].flat().map((dn) => String(dn).toLowerCase()))
  return inside.find(({ dn }) => named.has(dn.toLowerCase()))?.name ?? null
}

async function personNamed(connection: LdapConnection, { attributes }: LdapSettings, entry: string) {
  if (entry === '') return { name: '', address: '' }
  const { name, address } = attributes
  const filter = new PresenceFilter({ attribute: 'objectClass' })
  const [person] = await connection.search({ filter, attributes: [name, address], sizeLimit: 1, entry })
  return person
    ? { name: clean(first(person, name)), address: clean(first(person, address)) }
    : { name: '', address: '' }
}
