import * as z from 'zod/mini'
import type { ForwardingState } from '#contract/forwarding.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

/** More than these are not remembered: nobody looks through so many. */
const mostSeen = 200

/** Where a person's mail goes as they know it, so that what appears by another way is told. Kept sealed. */
export class SeenForwards {
  readonly #notes: PersonNotes

  constructor(notes: PersonNotes) {
    this.#notes = notes
  }

  /** Those of these addresses that the person was not told of; what is gone is forgotten, and told again when it comes back. */
  async unseenOf(user: string, addresses: readonly string[]): Promise<string[]> {
    const now = keysOf(addresses)
    const seen = read(await this.#notes.read(user, 'seen-forwards'))
    if (seen.some((key) => !now.includes(key)))
      await this.#change(user, (known) => known.filter((key) => now.includes(key)))
    return [...new Map(addresses.map((address) => [keyOf(address), address]))]
      .filter(([key]) => !seen.includes(key))
      .map(([, address]) => address)
  }

  /** Whether the person knows of all of these. */
  async knows(user: string, addresses: readonly string[]): Promise<boolean> {
    const seen = read(await this.#notes.read(user, 'seen-forwards'))
    return keysOf(addresses).every((key) => seen.includes(key))
  }

  /** The person made them so, or was told of them. */
  async add(user: string, addresses: readonly string[]): Promise<void> {
    if (addresses.length > 0) await this.#change(user, (known) => [...new Set([...known, ...keysOf(addresses)])])
  }

  #change(user: string, work: (known: string[]) => string[]): Promise<void> {
    return this.#notes.change(user, 'seen-forwards', (text) => ({
      text: JSON.stringify(work(read(text)).slice(-mostSeen)),
      made: undefined,
    }))
  }
}

/** All places that mail goes to by rules and scripts that run. */
export function forwardsOf(state: Omit<ForwardingState, 'unseen' | 'waiting'>): string[] {
  const { forwarding, isInForce, colleague, filterForwards, otherForwards } = state
  return [
    ...(isInForce ? forwarding.targets : []),
    ...(colleague === null ? [] : [colleague]),
    ...[...filterForwards, ...otherForwards].map(({ address }) => address),
  ]
}

const keyOf = (address: string) => address.toLowerCase()
const keysOf = (addresses: readonly string[]) => addresses.map(keyOf)

function read(text: string | null): string[] {
  return text === null ? [] : z.parse(z.array(z.string()), JSON.parse(text))
}
