const mostKnown = 1_000

/**
 * Works on one folder after the other, whichever connection of this server they come by. Who moves messages copies them and then removes
 * them, also where the mail server does so by itself: two who move the same at one moment would each have a copy.
 */
export class InTurn {
  readonly #turns = new Map<string, { by: string; ended: Promise<void> }>()

  /** `afterAnother`: another connection worked there last, and this one's view of the folder may be older than that. */
  async run<T>(folder: string, by: string, work: (afterAnother: boolean) => Promise<T>): Promise<T> {
    const before = this.#turns.get(folder)
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    this.#turns.delete(folder)
    this.#turns.set(folder, { by, ended })
    const oldest = this.#turns.keys().next().value
    if (this.#turns.size > mostKnown && oldest !== undefined) this.#turns.delete(oldest)
    await before?.ended
    try {
      return await work(before !== undefined && before.by !== by)
    } finally {
      end()
    }
  }
}
