import type { MailAccount } from '#server/mail/mail-account.ts'
import { isProblem } from '#server/problem.ts'
import { RegularLook } from '#server/regular-look.ts'
import type { Snooze, Snoozes } from '#server/storage/snoozes.ts'
import { bringBack, resolveLeaving } from './bring-back.ts'

/** How late a message may come back. */
const checkEveryMs = 5_000
/** After a failure it is tried again then. */
const retryAfterMs = 30_000

interface Options {
  store: Snoozes
  /** The person's mail, to be closed afterwards; null while nobody can open it. */
  openMail: (user: string) => MailAccount | null
  now: () => number
  onFailure: (error: unknown) => void
}

/**
 * Brings messages back when their time has come. Several processes may run one on the same database: each message is one's by
 * a lease, and what a process leaves half done another finishes.
 */
export class SnoozeClock extends RegularLook {
  readonly #options: Options

  constructor(options: Options) {
    super(checkEveryMs, options.onFailure)
    this.#options = options
  }

  protected async look(): Promise<void> {
    const { store, now } = this.#options
    for (const [user, some] of Map.groupBy(await store.ready(now()), (snooze) => snooze.user)) {
      await this.#bringBackOf(user, some)
    }
  }

  async #bringBackOf(user: string, snoozes: readonly Snooze[]): Promise<void> {
    const mail = this.#options.openMail(user)
    if (!mail) return
    try {
      for (const snooze of snoozes) {
        if (this.isStopped || !(await this.#work(mail, snooze))) return
      }
    } finally {
      mail.close()
    }
  }

  /** False when the person's mail cannot be reached, so that the others need not be tried now. */
  async #work(mail: MailAccount, snooze: Snooze): Promise<boolean> {
    const { store, now, onFailure } = this.#options
    if (!(await store.claim(snooze.id, now()))) return true
    try {
      if (snooze.state === 'leaving') {
        await resolveLeaving(mail, store, snooze)
        return true
      }
      const { outcome } = await bringBack(mail, store, snooze, true)
      if (outcome === 'refused') await store.postpone(snooze.id, now() + retryAfterMs)
      return true
    } catch (error) {
      await store.postpone(snooze.id, now() + retryAfterMs)
      onFailure(error)
      return !isProblem(error)
    }
  }
}
