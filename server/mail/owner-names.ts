import type { Directory } from './directory-port.ts'
import { groupIdOf } from './mail-sharing.ts'

/** How long a name stays good, and how long a list of folders waits for one. */
const freshForMs = 10 * 60_000
const patienceMs = 500

/** Somebody who shares a mailbox, or with whom it is shared; without an address where the directory does not say. */
export interface Owner {
  name: string
  address: string | null
}

/** What the directory calls the people who share mailboxes. Where it cannot say in time, their user names stand in. */
export class OwnerNames {
  readonly #directory: Directory | null
  readonly #known = new Map<string, { owner: Promise<Owner>; untilMs: number }>()

  constructor(directory: Directory | null) {
    this.#directory = directory
  }

  /** By user name, with the name to show; two owners of one name are told apart by their user names. */
  async of(users: Iterable<string>): Promise<Map<string, Owner>> {
    const owners = new Map(
      await Promise.all([...new Set(users)].map(async (user) => [user, await this.#soon(user)] as const)),
    )
    const all = [...owners.values()].map(({ name }) => name)
    const isShared = (name: string) => all.indexOf(name) !== all.lastIndexOf(name)
    return new Map(
      [...owners].map(([user, { name, address }]) => [
        user,
        { name: isShared(name) ? `${name} (${user})` : name, address },
      ]),
    )
  }

  #soon(user: string): Promise<Owner> {
    const { promise, resolve } = Promise.withResolvers<Owner>()
    const timer = setTimeout(() => resolve(unknown(user)), patienceMs)
    void this.#ownerOf(user).then((owner) => {
      clearTimeout(timer)
      resolve(owner)
    })
    return promise
  }

  #ownerOf(user: string): Promise<Owner> {
    const known = this.#known.get(user)
    if (known && known.untilMs > Date.now()) return known.owner
    const owner = this.#ask(user)
    this.#known.set(user, { owner, untilMs: Date.now() + freshForMs })
    return owner
  }

  async #ask(user: string): Promise<Owner> {
    try {
      const group = groupIdOf(user)
      if (group !== null) return (await this.#directory?.group(group)) ?? unknown(group)
      const entry = await this.#directory?.identify(user)
      return entry ? { name: entry.name, address: entry.addresses[0] ?? null } : unknown(user)
    } catch {
      this.#known.delete(user)
      return unknown(user)
    }
  }
}

const unknown = (user: string): Owner => ({ name: user, address: null })
