import { Problem } from '#server/problem.ts'
import type { SieveOffer } from '../sieve-port.ts'
import type { ManageSieveClient } from './managesieve/index.ts'

/** A connection somebody is signed in over, and what the server offers them there. */
export interface SignedInClient {
  client: ManageSieveClient
  offer: SieveOffer
}

export interface LentClient extends SignedInClient {
  /** To be called once, when the work is done; never throws. */
  giveBack(): Promise<void>
}

/** Between reading a page and changing what it shows, without a process at the mail server for everybody all day. */
const keptMs = 30_000
/** Dovecot runs 100 processes of a service unless told otherwise: a keeper must leave most of them to others. */
const mostResting = 40
const longestQueue = 16

/**
 * The connection of one session, lent to one piece of work after the other, so that no two of them read and write at the same time.
 * Opened when first asked for, closed when nobody asked for a while, and opened anew where the server has closed it.
 */
export class KeptSignIn {
  /** Of all sessions, those that have rested longest first. */
  readonly #resting: Set<KeptSignIn>
  #opened: SignedInClient | null = null
  #turn: Promise<void> = Promise.resolve()
  #waiting = 0
  #isOver = false
  #timer: NodeJS.Timeout | undefined

  constructor(resting: Set<KeptSignIn>) {
    this.#resting = resting
  }

  /** @throws what `open` throws; Problem `too-many-requests` */
  async lend(open: () => Promise<SignedInClient>): Promise<LentClient> {
    if (this.#waiting >= longestQueue) throw new Problem('too-many-requests', { retryAfterSeconds: 1 })
    this.#waiting += 1
    const before = this.#turn
    let next: () => void = () => undefined
    this.#turn = new Promise((resolve) => (next = resolve))
    const end = () => {
      this.#waiting -= 1
      next()
    }
    await before
    try {
      const opened = (await this.#wake()) ?? (await open())
      return { ...opened, giveBack: () => this.#takeBack(opened).finally(end) }
    } catch (error) {
      end()
      throw error
    }
  }

  /** From now on nothing is kept. What is lent is closed when it comes back, so that no work breaks off half-way. */
  close(): void {
    this.#isOver = true
    void this.#rouse()?.client.logout()
  }

  /** Takes what rests, if the server still has it. */
  async #wake(): Promise<SignedInClient | null> {
    const opened = this.#rouse()
    return opened && (await opened.client.isAnswered()) ? opened : null
  }

  async #takeBack(opened: SignedInClient): Promise<void> {
    if (this.#isOver || !opened.client.isOpen) return opened.client.logout()
    this.#opened = opened
    this.#resting.add(this)
    this.#timer = setTimeout(() => void this.#rouse()?.client.logout(), keptMs).unref()
    const [longest] = this.#resting
    if (longest && this.#resting.size > mostResting) void longest.#rouse()?.client.logout()
  }

  #rouse(): SignedInClient | null {
    clearTimeout(this.#timer)
    this.#resting.delete(this)
    const opened = this.#opened
    this.#opened = null
    return opened
  }
}
