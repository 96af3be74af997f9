import type { Entry } from 'ldapts'
import type { Person } from '#contract/people.ts'
import { clean, first, values } from './entry-values.ts'
import type { LdapSettings } from './ldap-settings.ts'

/** What has to be asked for to make a person of an entry. */
export const personAttributes = ({ attributes }: LdapSettings): string[] => {
  const { name, groupName, address, title, department } = attributes
  return ['objectClass', name, groupName, address, title, department]
}

/** Somebody one can write to; null where the entry has no address. */
export function personOfEntry(entry: Entry, settings: LdapSettings): Person | null {
  const { attributes } = settings
  const address = first(entry, attributes.address)
  if (address === '') return null
  const group = isGroup(entry, settings)
  return {
    name: clean((group && first(entry, attributes.groupName)) || first(entry, attributes.name)) || address,
    address: clean(address),
    detail: clean(first(entry, attributes.title) || first(entry, attributes.department)),
    kind: group ? 'group' : 'person',
  }
}

export function isGroup(entry: Entry, { filters }: LdapSettings): boolean {
  const groupClass = /objectClass=([\w-]+)/i.exec(filters.group)?.[1]?.toLowerCase()
  return values(entry, 'objectClass').some((value) => value.toLowerCase() === groupClass)
}
