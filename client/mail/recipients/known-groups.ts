import { shallowReactive } from 'vue'
import { call } from '#client/api/call.ts'
import { findPeople, type Person } from '#contract/people.ts'

/** Addresses that the directory called a group's since the page was loaded. */
const known = shallowReactive(new Set<string>())
const asked = new Set<string>()
/** A pasted list of more than this is one of people, and every look-up is a request. */
const mostAsked = 20

export function noteGroups(people: readonly Person[]): void {
  for (const { kind, address } of people) if (kind === 'group') known.add(address.toLowerCase())
}

export const isKnownGroup = (address: string): boolean => known.has(address.toLowerCase())

/** Asks the directory which of these are groups, each once. Fails quietly: a message to a group arrives all the same. */
export async function lookForGroups(addresses: readonly string[]): Promise<void> {
  const unknown = addresses.map((address) => address.toLowerCase()).filter((address) => !asked.has(address))
  for (const address of unknown.slice(0, mostAsked)) {
    asked.add(address)
    try {
      noteGroups((await call(findPeople, { query: { query: address.slice(0, 100) } })).items)
    } catch {
      asked.delete(address)
      return
    }
  }
}
