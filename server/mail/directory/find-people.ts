import { AndFilter, EqualityFilter, type Entry, type Filter, FilterParser, OrFilter, SubstringFilter } from 'ldapts'
import type { FoundPerson } from '../directory-port.ts'
import { begins, folded, wordsOf } from '../names.ts'
import { clean, first } from './entry-values.ts'
import type { LdapConnection } from './ldap-connection.ts'
import type { LdapSettings } from './ldap-settings.ts'
import { personAttributes, personOfEntry } from './person-of-entry.ts'

const mostPeople = 20
const mostWords = 5
/** Shorter parts of words stand in no index (slapd.conf(5), index_substr_any_len), and in nearly every name. */
const shortestPart = 4

/**
 * People and groups whose names or address begin like the query, best first. A second question is asked only where it can change
 * the answer: where the first brought as many as are shown, those called exactly so must be among them; where it brought fewer,
 * a later word of a name may be meant ("brien" of O’Brien), or one that the directory writes with marks and the address without.
 */
export async function findPeople(
  connection: LdapConnection,
  settings: LdapSettings,
  query: string,
): Promise<FoundPerson[]> {
  const words = clean(query).split(' ').filter(Boolean).slice(0, mostWords)
  if (words.length === 0) return []
  const wanted = [...personAttributes(settings), settings.attributes.userName]
  const ask = (matches: Filter) => {
    const kinds = [settings.filters.person, settings.filters.group].map((text) => FilterParser.parseString(text))
    const filter = new AndFilter({ filters: [new OrFilter({ filters: kinds }), matches] })
    return connection.search({ filter, attributes: wanted, sizeLimit: mostPeople })
  }
  const found = peopleOf(await ask(beginning(words, settings)), settings)
  if (found.length >= mostPeople) found.push(...peopleOf(await ask(exactly(words, settings)), settings))
  else if (words.some(({ length }) => length >= shortestPart)) {
    const more = peopleOf(await ask(within(words, settings)), settings)
    found.push(...more.filter((person) => rankOf(person, query) < unlike))
  }
  const byAddress = new Map(found.map((person) => [person.address.toLowerCase(), person]))
  return [...byAddress.values()].sort((one, other) => compare(one, other, query)).slice(0, mostPeople)
}

const compare = (one: FoundPerson, other: FoundPerson, query: string) =>
  rankOf(one, query) - rankOf(other, query) || one.name.localeCompare(other.name)

const unlike = 4

/** The lowest is best: called exactly so, a name that begins so, its words do, those of name and address do. */
function rankOf({ name, address }: FoundPerson, query: string): number {
  const [whole, words] = [folded(name), wordsOf(name)]
  if (whole === folded(query.trim()) || wordsOf(query).every((wish) => words.includes(wish))) return 0
  if (whole.startsWith(folded(query.trim()))) return 1
  if (begins(query, [name])) return 2
  return begins(query, [name, address]) ? 3 : unlike
}

/** The whole as the beginning of a name, or each word as the beginning of one of the names: "ada l", "lindqvist ada". */
function beginning(words: readonly string[], { attributes }: LdapSettings): Filter {
  const { name, groupName, givenName, surname, address } = attributes
  const starts = (keys: readonly string[], initial: string) =>
    new OrFilter({ filters: keys.map((attribute) => new SubstringFilter({ attribute, initial })) })
  const each = words.map((word) => starts([name, groupName, givenName, surname, address], word))
  return new OrFilter({ filters: [starts([name, groupName], words.join(' ')), new AndFilter({ filters: each })] })
}

function exactly(words: readonly string[], { attributes }: LdapSettings): Filter {
  const { name, groupName, givenName, surname, address } = attributes
  const is = (keys: readonly string[], value: string) =>
    new OrFilter({ filters: keys.map((attribute) => new EqualityFilter({ attribute, value })) })
  const each = words.map((word) => is([givenName, surname], word))
  return new OrFilter({ filters: [is([name, groupName, address], words.join(' ')), new AndFilter({ filters: each })] })
}

function within(words: readonly string[], { attributes: { name, address } }: LdapSettings): Filter {
  const holds = (word: string) =>
    new OrFilter({ filters: [name, address].map((attribute) => new SubstringFilter({ attribute, any: [word] })) })
  return new AndFilter({ filters: words.map(holds) })
}

const peopleOf = (entries: readonly Entry[], settings: LdapSettings) =>
  entries.flatMap((entry): FoundPerson[] => {
    const person = personOfEntry(entry, settings)
    const userName = first(entry, settings.attributes.userName).toLowerCase()
    return person ? [{ ...person, ...(person.kind === 'person' && userName !== '' && { userName }) }] : []
  })
