import type { Directory } from '#server/mail/directory-port.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { AppPasswords } from './app-passwords.ts'
import type { SignInAttempts } from './password/attempts.ts'
import { describePerson } from './person.ts'
import type { SignedIn } from './signed-in.ts'

interface Parts {
  passwords: AppPasswords
  directory: Directory | null
  /** Counted apart from people's own sign-ins: a program with a password that has ended must not lock its person out. */
  attempts: SignInAttempts
  /** Completes the address of a bare name where no directory tells it. */
  domain: string | null
  now: () => number
}

/** Programs ask often. Whoever leaves is let in no more within this time, as with sessions. */
const rememberMs = 30_000
const mostRemembered = 2_000

/** Lets programs in by a name or address and a password of their own; never by the person's. */
export class AppPasswordSignIn {
  readonly #parts: Parts
  readonly #known = new Map<string, { person: SignedIn | null; atMs: number }>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /**
   * Who it is; null where it is nobody, or the password is none of theirs.
   *
   * @throws Problem `too-many-attempts`; `directory-unavailable` where it cannot be said whose the name is
   */
  async person(name: string, password: string, network: string): Promise<SignedIn | null> {
    const { passwords, attempts, domain } = this.#parts
    const account = name.trim().toLowerCase()
    const { person, isSure } = await this.#identify(account)
    const found = person ?? (isSure ? null : describePerson(account, null, domain))
    const user = found?.user ?? account
    const isRight = await passwords.takes(user, password)
    if (found && isRight) return found
    if (!isSure) throw new Problem('directory-unavailable')
    // Counted as failed unless it is told otherwise.
    await attempts.begin(user, network)
    return null
  }

  /** While the directory cannot be asked, people are still known by the name the mail servers know. */
  async #identify(account: string): Promise<{ person: SignedIn | null; isSure: boolean }> {
    const { directory, domain, now } = this.#parts
    if (!directory) return { person: describePerson(account, null, domain), isSure: true }
    const known = this.#known.get(account)
    if (known && now() - known.atMs < rememberMs) return { person: known.person, isSure: true }
    try {
      const entry = await directory.identify(account)
      const isThere = entry !== null && (await directory.isActive(entry.userName))
      const person = isThere ? describePerson(entry.userName, entry, domain) : null
      this.#remember(account, person)
      return { person, isSure: true }
    } catch (error) {
      if (!isProblem(error, 'directory-unavailable')) throw error
      return { person: null, isSure: false }
    }
  }

  #remember(account: string, person: SignedIn | null): void {
    this.#known.delete(account)
    this.#known.set(account, { person, atMs: this.#parts.now() })
    const [oldest] = this.#known.keys()
    if (this.#known.size > mostRemembered && oldest !== undefined) this.#known.delete(oldest)
  }
}
