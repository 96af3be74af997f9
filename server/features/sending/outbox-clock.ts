import { renewEveryMs } from '#server/storage/outbox.ts'
import { deliver, type Delivery } from './deliver.ts'

/** How late a message may go. */
const checkEveryMs = 1_000
/** One slow mail server does not hold up everybody. */
const mostAtOnce = 20
const sweepEveryMs = 60 * 60_000
const stopWithinMs = 30_000

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())

interface Options extends Delivery {
  /** Something about this person's outbox is not as it was. */
  onChange: (user: string) => void
}

/**
 * Sends what waits in the outbox when its time has come. Several processes may run one on the same database: each message is
 * one's by a lease, and what a process that was killed left goes on as soon as its lease has run out.
 */
export class OutboxClock {
  readonly #options: Options
  readonly #timer: NodeJS.Timeout
  readonly #underWay = new Map<string, Promise<void>>()
  #sweptMs = 0
  #stopped = false
  #end: Promise<void> | undefined

  constructor(options: Options) {
    this.#options = options
    this.#timer = setInterval(() => void this.check(), checkEveryMs).unref()
  }

  /** Looks once, and resolves when all that is under way is done; never rejects. */
  async check(): Promise<void> {
    await this.#begin().catch((error: unknown) => this.#options.onFailure(error))
    await Promise.all(this.#underWay.values())
  }

  /** No message is begun any more; waits for those under way, half a minute at most. What is cut off then is settled by the next start. */
  stop(): Promise<void> {
    this.#stopped = true
    clearInterval(this.#timer)
    this.#end ??= Promise.race([Promise.all(this.#underWay.values()), pause(stopWithinMs)]).then(() => undefined)
    return this.#end
  }

  async #begin(): Promise<void> {
    const { outbox, now } = this.#options
    const ready = this.#stopped ? [] : await outbox.ready(now())
    for (const { id } of ready) {
      if (this.#isFull()) return
      if (this.#underWay.has(id)) continue
      const work = this.#work(id)
        .catch((error: unknown) => this.#options.onFailure(error))
        .finally(() => this.#underWay.delete(id))
      this.#underWay.set(id, work)
    }
    if (Math.abs(now() - this.#sweptMs) < sweepEveryMs) return
    this.#sweptMs = now()
    await outbox.sweep(now())
  }

  #isFull(): boolean {
    return this.#stopped || this.#underWay.size >= mostAtOnce
  }

  async #work(id: string): Promise<void> {
    const { outbox, now, onChange } = this.#options
    const entry = await outbox.claim(id, now())
    if (!entry) return
    const renewing = setInterval(() => void outbox.renew(id, now()).catch(() => undefined), renewEveryMs).unref()
    try {
      await deliver(this.#options, entry)
    } finally {
      clearInterval(renewing)
    }
    const after = await outbox.find(entry.user, id)
    if (after?.state !== entry.state) onChange(entry.user)
  }
}
