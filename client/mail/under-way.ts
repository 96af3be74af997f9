/** Counts work that is under way, and lets other things wait until none is. */
export function countUnderWay() {
  let inFlight = 0
  let waiting: (() => void)[] = []

  async function during<T>(work: () => Promise<T>): Promise<T> {
    inFlight += 1
    try {
      return await work()
    } finally {
      inFlight -= 1
      if (inFlight === 0) {
        const ready = waiting
        waiting = []
        for (const run of ready) run()
      }
    }
  }

  /** Runs at once when nothing is under way, otherwise after all of it, in the order of asking. */
  function after(run: () => void): void {
    if (inFlight > 0) waiting.push(run)
    else run()
  }

  return { during, after, isAny: () => inFlight > 0 }
}
