import { readFileSync } from 'node:fs'
import type { MailSecret } from '#server/mail/mail-account.ts'
import type { SignedIn } from './signed-in.ts'

export interface MasterUserSettings {
  user: string
  passwordFile: string
  /** Stands between the person's name and the master user's where both sign in (Dovecot's `auth_master_user_separator`). */
  separator: string
  /** Names of accounts it is never used for. */
  except: readonly string[]
}

/**
 * A user of the mail servers who may open the mail of others. It is used for nobody but those who signed in without a password, whom the
 * directory knows, and who are not left out; each use is told to `onUse`.
 */
export class MasterUser {
  readonly #settings: MasterUserSettings
  readonly #password: string
  readonly #onUse: (user: string) => void

  constructor(settings: MasterUserSettings, onUse: (user: string) => void) {
    this.#settings = settings
    this.#password = readFileSync(settings.passwordFile, 'utf8').trim()
    this.#onUse = onUse
  }

  /** What opens this person's mail; null where it must not be opened so. */
  secretFor({ user, isListed, password }: SignedIn): MailSecret | null {
    const { user: master, separator, except } = this.#settings
    const isLeftOut = [master, ...except].some((name) => name.toLowerCase() === user.toLowerCase())
    // A name with the separator in it would be read as another person's with another master.
    if (password !== undefined || !isListed || isLeftOut || user.includes(separator)) return null
    this.#onUse(user)
    return { kind: 'password', password: this.#password, signsInAs: `${user}${separator}${master}` }
  }
}
