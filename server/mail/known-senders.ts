import type { SingleCondition } from '#contract/filters.ts'

/** Who writes, as rules have to know it: compiled into them, and looked up anew where they are judged here. Addresses in lower case. */
export interface KnownSenders {
  contacts: readonly string[]
  /** Members of groups of the directory, by the group's address. */
  members: ReadonlyMap<string, readonly string[]>
  /** The person's own addresses, which count for no recipient: with them each group one is in would catch all mail. */
  own?: readonly string[]
}

export const nobodyKnown: KnownSenders = { contacts: [], members: new Map() }

/** What has to be looked up for some rules. */
export interface KnownWish {
  contacts: boolean
  groups: readonly string[]
}

/** As many addresses as one script can be expected to hold; no more are looked for. */
export const mostKnown = 5_000

export type KnownCondition = Extract<
  SingleCondition,
  { on: 'contact' | 'recipient-contact' | 'group-member' | 'recipient-group-member' }
>

/** Whom a condition asks about. */
export const peopleOf = (condition: KnownCondition, known: KnownSenders): readonly string[] =>
  'value' in condition ? (known.members.get(condition.value.toLowerCase()) ?? []) : known.contacts

export function withoutOwn(people: readonly string[], own: readonly string[]): string[] {
  const ownOnes = new Set(own.map((address) => address.toLowerCase()))
  return people.filter((address) => !ownOnes.has(address))
}
