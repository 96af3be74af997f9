/** A process that is killed at one of its steps, or never. A step is the moment before or after it asks something of a part. */
export class Life {
  isOver = false
  onDeath: () => Promise<unknown> = () => Promise.resolve()
  #stepsLeft: number

  constructor(steps: number) {
    this.#stepsLeft = steps
  }

  /** The part, as this process sees it: whatever it asks of it is two steps, and after its death it gets no answer. */
  lend<T extends object>(part: T): T {
    return new Proxy(part, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        if (typeof value !== 'function') return value
        if (name === 'close') return value.bind(target) as unknown
        return async (...parameters: unknown[]) => {
          await this.#step()
          const made: unknown = await Reflect.apply(
            value,
            target,
            parameters.map((each) => this.#lendBack(each)),
          )
          await this.#step()
          return isLease(made) ? { ...made, lease: this.lend(made.lease) } : made
        }
      },
    })
  }

  /** What a part calls of ours is at an end, too. */
  #lendBack(parameter: unknown): unknown {
    if (typeof parameter !== 'function') return parameter
    return async (...parameters: unknown[]) => {
      await this.#step()
      const made: unknown = await Reflect.apply(parameter, undefined, parameters)
      await this.#step()
      return made
    }
  }

  async #step(): Promise<void> {
    if (!this.isOver) {
      this.#stepsLeft -= 1
      if (this.#stepsLeft > 0) return
      this.isOver = true
      await this.onDeath()
    }
    throw new Error('The process was killed')
  }
}

function isLease(made: unknown): made is { lease: object } {
  return typeof made === 'object' && made !== null && 'lease' in made && typeof made.lease === 'object'
}
