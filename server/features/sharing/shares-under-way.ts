/**
 * What owners are giving just now on this server. Until the last folder has been told and the record is kept, it looks as if somebody
 * else had given it, or another program.
 */
export class SharesUnderWay {
  readonly #works = new Map<string, Set<Promise<unknown>>>()
  readonly #looks = new Set<{ owner: string; isDisturbed: boolean }>()

  async during<T>(owner: string, work: () => Promise<T>): Promise<T> {
    for (const look of this.#looks) if (look.owner === owner) look.isDisturbed = true
    const works = this.#works.get(owner) ?? new Set()
    this.#works.set(owner, works)
    const running = work()
    works.add(running)
    try {
      return await running
    } finally {
      works.delete(running)
      if (works.size === 0) this.#works.delete(owner)
    }
  }

  /** Looks while nothing of this owner is under way; once more where something began meanwhile. */
  async look<T>(owner: string, at: () => Promise<T>): Promise<T> {
    for (;;) {
      const works = this.#works.get(owner)
      if (works) await Promise.allSettled(works)
      const look = { owner, isDisturbed: false }
      this.#looks.add(look)
      try {
        const found = await at()
        if (!look.isDisturbed) return found
      } finally {
        this.#looks.delete(look)
      }
    }
  }
}
