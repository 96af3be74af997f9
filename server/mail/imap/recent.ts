/**
 * What was set or asked for last, at least half of so many and never more than that. In two halves, of which the older one is
 * forgotten whole: a `Map` from which the oldest key is taken with each new one walks over all that were taken before.
 */
export class Recent<T> {
  readonly #half: number
  #newer = new Map<string, T>()
  #older = new Map<string, T>()

  constructor(most: number) {
    this.#half = most / 2
  }

  get(key: string): T | undefined {
    const newer = this.#newer.get(key)
    if (newer !== undefined) return newer
    const older = this.#older.get(key)
    if (older !== undefined) this.set(key, older)
    return older
  }

  set(key: string, value: T): void {
    if (this.#newer.size >= this.#half && !this.#newer.has(key)) {
      this.#older = this.#newer
      this.#newer = new Map()
    }
    this.#newer.set(key, value)
  }
}
