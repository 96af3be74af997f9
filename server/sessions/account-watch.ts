import type { Directory } from '#server/mail/directory-port.ts'
import { RegularLook } from '#server/regular-look.ts'

interface Options {
  directory: Directory
  /** Whom this process holds something open for and who were in the directory when they signed in. */
  people: () => Iterable<string>
  /** Ends all sessions of somebody, whichever server they are at. */
  endAll: (user: string) => Promise<void>
  onFailure: (error: unknown) => void
}

/** Twice in a minute and once more, so that within a minute an account that is gone has no session. */
const checkEveryMs = 20_000

/**
 * Ends the sessions of accounts that the directory no longer has, or no longer lets in. Mail servers ask only when somebody connects, and
 * connections last for hours. While the directory cannot say, everybody stays.
 */
export class AccountWatch extends RegularLook {
  readonly #options: Options

  constructor(options: Options) {
    super(checkEveryMs, options.onFailure)
    this.#options = options
  }

  protected async look(): Promise<void> {
    const { directory, people, endAll } = this.#options
    for (const user of new Set(people())) {
      if (this.isStopped) return
      if (!(await directory.isActive(user))) await endAll(user)
    }
  }
}
