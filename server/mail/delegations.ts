import type { Delegation, Directory } from './directory-port.ts'
import { ownAddressOf } from './own-address.ts'

/** How long an answer stays good: a right that was taken away ends within this time (the submission server asks at each message). */
const freshForMs = 30_000

/** Whose addresses people may write from beside their own. While the directory cannot be asked, nobody may write from any. */
export class Delegations {
  readonly #directory: Directory | null
  readonly #now: () => number
  readonly #known = new Map<string, { delegations: Promise<Delegation[]>; untilMs: number }>()

  constructor(directory: Directory | null, now: () => number = Date.now) {
    this.#directory = directory
    this.#now = now
  }

  of(user: string): Promise<Delegation[]> {
    const known = this.#known.get(user)
    if (known && known.untilMs > this.#now()) return known.delegations
    this.#forgetOld()
    const delegations = this.#ask(user)
    this.#known.set(user, { delegations, untilMs: this.#now() + freshForMs })
    return delegations
  }

  /** Somebody's rights have changed: the directory is asked anew. */
  forget(user: string): void {
    this.#known.delete(user)
  }

  /** The mailbox an address is of, where the person may write from it; null for their own addresses and all others. */
  async behind(user: string, address: string): Promise<Delegation | null> {
    const all = await this.of(user)
    return all.find((delegation) => ownAddressOf([delegation.address], address) === delegation.address) ?? null
  }

  async #ask(user: string): Promise<Delegation[]> {
    try {
      return (await this.#directory?.delegationsOf(user)) ?? []
    } catch {
      this.#known.delete(user)
      return []
    }
  }

  #forgetOld(): void {
    for (const [user, { untilMs }] of this.#known) if (untilMs <= this.#now()) this.#known.delete(user)
  }
}
