/** How much is done at once: in all, and for one person. The rest waits its turn. */
export class Turns {
  readonly #most: { inAll: number; each: number }
  readonly #waiting: { who: string; begin: () => void }[] = []
  readonly #running = new Map<string, number>()
  #inAll = 0

  constructor(most: { inAll: number; each: number }) {
    this.#most = most
  }

  async take<T>(who: string, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ who, begin })
      this.#next()
    })
    try {
      return await work()
    } finally {
      this.#count(who, -1)
      this.#next()
    }
  }

  /** Whoever waits longest and may begin, begins. */
  #next(): void {
    for (;;) {
      if (this.#inAll >= this.#most.inAll) return
      const index = this.#waiting.findIndex(({ who }) => (this.#running.get(who) ?? 0) < this.#most.each)
      const [turn] = index === -1 ? [] : this.#waiting.splice(index, 1)
      if (!turn) return
      this.#count(turn.who, 1)
      turn.begin()
    }
  }

  #count(who: string, change: 1 | -1): void {
    this.#inAll += change
    const running = (this.#running.get(who) ?? 0) + change
    if (running === 0) this.#running.delete(who)
    else this.#running.set(who, running)
  }
}
