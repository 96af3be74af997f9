import { RegularLook } from '#server/regular-look.ts'

/** How late a change that came by another server is noticed. */
const checkEveryMs = 5_000
/** A telephone that brings a hundred cards one by one is told of a few times, not a hundred. */
const gatherMs = 1_000

interface Options {
  /** The numbers of the books of these people, each another whenever anything in it is. */
  versions: (users: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** Whom this process holds something open for. */
  people: () => Iterable<string>
  tell: (user: string) => void
  onFailure: (error: unknown) => void
}

/** Tells the open pages of people that their contacts are others, whoever changed them: a window, a program, or another of our servers. */
export class ContactWatch extends RegularLook {
  readonly #options: Options
  readonly #known = new Map<string, number>()
  #soon: NodeJS.Timeout | undefined

  constructor(options: Options) {
    super(checkEveryMs, options.onFailure)
    this.#options = options
  }

  /** Some contacts were changed here: who has them open is told soon. */
  changed(): void {
    if (this.#soon) return
    this.#soon = setTimeout(() => {
      this.#soon = undefined
      void this.check()
    }, gatherMs).unref()
  }

  /** Whoever came since the last look is told once in vain, rather than not of what happened between. */
  protected async look(): Promise<void> {
    const { people, versions, tell } = this.#options
    const here = new Set(people())
    for (const user of this.#known.keys()) if (!here.has(user)) this.#known.delete(user)
    if (here.size === 0) return
    for (const [user, version] of await versions([...here])) {
      if (this.#known.get(user) === version) continue
      this.#known.set(user, version)
      tell(user)
    }
  }
}
