import type { Directory } from './directory-port.ts'

/** How long a name stays good, and how long a list of folders waits for one. */
const freshForMs = 10 * 60_000
const patienceMs = 500

/** What the directory calls the people who share mailboxes. Where it cannot say in time, their user names stand in. */
export class OwnerNames {
  readonly #directory: Directory | null
  readonly #known = new Map<string, { name: Promise<string>; untilMs: number }>()

  constructor(directory: Directory | null) {
    this.#directory = directory
  }

  /** User name to the name to show; two owners of one name are told apart by their user names. */
  async of(owners: Iterable<string>): Promise<Map<string, string>> {
    const names = new Map(
      await Promise.all([...new Set(owners)].map(async (owner) => [owner, await this.#soon(owner)] as const)),
    )
    const all = [...names.values()]
    const isShared = (name: string) => all.indexOf(name) !== all.lastIndexOf(name)
    return new Map([...names].map(([owner, name]) => [owner, isShared(name) ? `${name} (${owner})` : name]))
  }

  #soon(owner: string): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>()
    const timer = setTimeout(() => resolve(owner), patienceMs)
    void this.#nameOf(owner).then((name) => {
      clearTimeout(timer)
      resolve(name)
    })
    return promise
  }

  #nameOf(owner: string): Promise<string> {
    const known = this.#known.get(owner)
    if (known && known.untilMs > Date.now()) return known.name
    const name = this.#ask(owner)
    this.#known.set(owner, { name, untilMs: Date.now() + freshForMs })
    return name
  }

  async #ask(owner: string): Promise<string> {
    try {
      return (await this.#directory?.identify(owner))?.name ?? owner
    } catch {
      this.#known.delete(owner)
      return owner
    }
  }
}
