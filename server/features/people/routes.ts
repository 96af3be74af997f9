import { findGroupMembers } from '#contract/group-members.ts'
import { findAway, findPeople, type Person } from '#contract/people.ts'
import { route, type Route } from '#server/http/route.ts'
import { Problem } from '#server/problem.ts'
import type { ColleaguesAway } from './colleagues-away.ts'
import type { PeopleSearch } from './search-people.ts'

const mostFound = 20

/** Those a person keeps themselves who fit what is being typed, best first. */
export type OwnPeople = (user: string, query: string) => Promise<Person[]>

/** Without a directory nobody is found in one; that is no failure. */
export function peopleRoutes(directories: PeopleSearch, away: ColleaguesAway, ownPeople: OwnPeople): Route[] {
  return [
    route(findPeople, async ({ query: { query } }, { session }) => {
      const [own, { items, silent }] = await Promise.all([
        ownPeople(session.signedIn.user, query),
        directories.find(query),
      ])
      const found = ranked(own, await away.marked(items))
      if (silent.length === 0) return { items: found }
      if (found.length === 0 && silent.length === directories.count) throw new Problem('directory-unavailable')
      return { items: found, silentDirectories: silent }
    }),
    route(findAway, async ({ body }) => ({ items: await away.among([...new Set(body.addresses)]) })),
    route(findGroupMembers, async ({ query }) => {
      const members = await directories.members(query.address.trim())
      if (!members) throw new Problem('not-found')
      return members
    }),
  ]
}

/** One list: by nickname, then contacts, then the directory, then those only written to; each address once. */
function ranked(own: readonly Person[], found: readonly Person[]): Person[] {
  const directoryAddresses = new Set(found.map(({ address }) => address.toLowerCase()))
  const isKnownBetter = ({ source, address }: Person) =>
    source === 'collected' && directoryAddresses.has(address.toLowerCase())
  const kept = own.filter((person) => !isKnownBetter(person))
  const taken = new Set(kept.filter(({ kind }) => kind === 'person').map(({ address }) => address.toLowerCase()))
  const others = found.filter(({ address }) => !taken.has(address.toLowerCase()))
  const mine = kept.filter(({ source }) => source === 'contacts').slice(0, mostFound / 2)
  const collected = kept.filter(({ source }) => source === 'collected')
  return [...mine, ...others, ...collected].slice(0, mostFound)
}
