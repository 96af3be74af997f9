/**
 * How many messages to search in one command: few at first, so that the newest hits come soon, then as many as take about
 * `targetMs`, whatever the server, its disk and its caches.
 */
export class Pace {
  readonly #targetMs: number
  readonly #bounds: { first: number; most: number }
  #size: number

  constructor(bounds: { first: number; most: number }, targetMs = 200) {
    this.#bounds = bounds
    this.#targetMs = targetMs
    this.#size = bounds.first
  }

  get size(): number {
    return this.#size
  }

  took(elapsedMs: number): void {
    const factor = Math.min(4, Math.max(0.25, this.#targetMs / Math.max(1, elapsedMs)))
    this.#size = Math.round(Math.min(this.#bounds.most, Math.max(this.#bounds.first / 4, this.#size * factor)))
  }
}
