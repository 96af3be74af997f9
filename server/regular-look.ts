/** Something the server looks after by itself, again and again, for as long as it runs. */
export abstract class RegularLook {
  readonly #onFailure: (error: unknown) => void
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> | null = null
  #next: Promise<void> | null = null
  #isStopped = false

  constructor(everyMs: number, onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure
    this.#timer = setInterval(() => void this.check(), everyMs).unref()
  }

  /** Looks once, and where a look is under way, after it; never rejects. However often it is called, only one waits. */
  check(): Promise<void> {
    if (!this.#running) return this.#begin()
    this.#next ??= this.#running.then(() => {
      this.#next = null
      return this.#begin()
    })
    return this.#next
  }

  /** Nothing is begun any more; waits for the look under way. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#timer)
    await this.#running
  }

  /** Longer looks ask now and then, and end. */
  protected get isStopped(): boolean {
    return this.#isStopped
  }

  protected abstract look(): Promise<void>

  #begin(): Promise<void> {
    const looked = this.#isStopped ? Promise.resolve() : this.look()
    this.#running = looked.catch(this.#onFailure).finally(() => (this.#running = null))
    return this.#running
  }
}
