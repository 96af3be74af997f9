import { EqualityFilter, type Entry, type Filter, NotFilter, OrFilter, PresenceFilter } from 'ldapts'
import {
  listJoining,
  type ListJoining,
  listPosting,
  type ListPosting,
  type ListRules,
  type MailList,
} from '#contract/directory-lists.ts'
import { clean, first, values } from '../entry-values.ts'
import type { LdapSettings } from '../ldap-settings.ts'

/** What an operator says of lists, as far as the directory has to know. */
export interface ListSettings {
  bindDn: string
  passwordFile: string
  /** The rule of lists that say nothing themselves. */
  joining: ListJoining
  outsideMembers: boolean
  /** Ids of groups that nobody changes here: more than mail hangs on them. */
  untouched: readonly string[]
  /** Where people's own lists are, and what they are there. */
  making: { baseDn: string; objectClasses: readonly string[] } | null
}

export type ListAttribute = 'groupName' | 'groupText' | 'joining' | 'posting'
/** Which attribute says what of a list. */
export const attributeOf: Record<keyof ListRules, ListAttribute> = {
  ...{ name: 'groupName', text: 'groupText', joining: 'joining', posting: 'posting' },
}

export const listAttributes = ({ attributes }: LdapSettings): string[] => {
  const { name, groupName, groupText, address, owner, joining, posting } = attributes
  return [name, groupName, groupText, address, owner, joining, posting]
}

export const sameDn = (one: string, other: string) => plainDn(one) === plainDn(other)
const plainDn = (dn: string) =>
  dn
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .join(',')
const isBelow = (dn: string, base: string) => plainDn(dn).endsWith(`,${plainDn(base)}`)

/** What a list is called, what for, and its rules; what it does not say is as the operator says. */
export function rulesOf(entry: Entry, { attributes }: LdapSettings, { joining }: ListSettings): ListRules {
  const text = (attribute: string) => first(entry, attribute).toLowerCase()
  const said = text(attributes.joining)
  const ruled = listJoining.safeParse(said)
  const posting = listPosting.safeParse(text(attributes.posting))
  return {
    name: clean(first(entry, attributes.groupName) || first(entry, attributes.name)),
    text: clean(first(entry, attributes.groupText)),
    // A word nobody knows opens nothing.
    joining: ruled.success ? ruled.data : said === '' ? joining : 'closed',
    posting: posting.success ? posting.data : ('anyone' satisfies ListPosting),
  }
}

/** Without its owners' names, which stand in entries of their own. */
export function listOf(
  entry: Entry,
  settings: LdapSettings,
  lists: ListSettings,
  person: { dn: string; groups: ReadonlySet<string> },
): Omit<MailList, 'owners'> {
  const { attributes } = settings
  const isUntouched = lists.untouched.includes(first(entry, attributes.name))
  const rules = rulesOf(entry, settings, lists)
  return {
    ...rules,
    ...(isUntouched && { joining: 'closed' }),
    address: clean(first(entry, attributes.address)),
    isMember: person.groups.has(entry.dn.toLowerCase()),
    isManaged: !isUntouched && ownersOf(entry, settings).some((dn) => sameDn(dn, person.dn)),
    isMade: lists.making !== null && isBelow(entry.dn, lists.making.baseDn),
  }
}

export const ownersOf = (entry: Entry, { attributes }: LdapSettings) => values(entry, attributes.owner)

/** That the rule of a list is one of these, also where it says nothing itself. */
export function joiningIs(rules: readonly ListJoining[], { attributes }: LdapSettings, lists: ListSettings): Filter {
  const attribute = attributes.joining
  const said = rules.map((value) => new EqualityFilter({ attribute, value }))
  const unsaid = rules.includes(lists.joining) ? [new NotFilter({ filter: new PresenceFilter({ attribute }) })] : []
  return new OrFilter({ filters: [...said, ...unsaid] })
}
