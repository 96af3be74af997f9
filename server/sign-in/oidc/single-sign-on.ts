import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { Directory } from '#server/mail/directory-port.ts'
import type { MailAccount, MailAccounts, MailIdentity } from '#server/mail/mail-account.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { OneUse } from '#server/storage/one-use.ts'
import { ownPath } from '../own-path.ts'
import { describePerson } from '../person.ts'
import type { SignedIn } from '../signed-in.ts'
import type { OidcProvider } from './oidc-provider.ts'
import { logoutTokenLifeSeconds } from './logout-tokens.ts'
import { whyUnavailable } from './why-unavailable.ts'

/** How long somebody may take at the provider. */
export const signingInMs = 10 * 60_000

/** What waits for the provider's answer, in the store and only for the browser that began. */
const pending = z.object({
  providerId: z.string(),
  request: z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string() }),
  next: z.string(),
  /** The session this browser had; it is over once the new one begins. */
  oldSession: z.nullable(z.string()),
})

interface Parts {
  providers: readonly OidcProvider[]
  oneUse: OneUse
  accounts: MailAccounts
  directory: Directory | null
  identityOf: (signedIn: SignedIn) => MailIdentity
  domain: string | null
  /** Tells the operator which provider failed, and why. */
  onFault: (providerId: string, reason: string, error: unknown) => void
}

export interface Arrived {
  signedIn: SignedIn
  mail: MailAccount
  next: string
  oldSession: string | null
}

/** Signing in at an identity provider: out to it, and back with its answer. */
export class SingleSignOn {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /**
   * Begins; `ticket` is what the browser holds already, if anything, so that two of its windows may sign in at once.
   *
   * @throws Problem `not-found`, `provider-unavailable`
   */
  async begin(
    providerId: string,
    { ticket, next, oldSession }: { ticket: string | null; next: string | undefined; oldSession: string | null },
  ): Promise<{ address: string; ticket: string }> {
    const provider = this.#provider(providerId)
    const held = ticket !== null && /^[\w-]{43}$/.test(ticket) ? ticket : randomBytes(32).toString('base64url')
    const { address, request } = await this.#told(providerId, provider.begin())
    const waiting: z.output<typeof pending> = { providerId, request, next: ownPath(next), oldSession }
    const key = keyOf(held, request.state)
    await this.#parts.oneUse.put(key, JSON.stringify(waiting), Date.now() + signingInMs)
    return { address, ticket: held }
  }

  /**
   * Takes the provider's answer. Only the browser that began, once, and in time.
   *
   * @throws Problem `sign-in-expired`, `provider-refused`, `provider-unavailable`, `account-unknown`, …
   */
  async finish(providerId: string, ticket: string | null, parameters: Record<string, string>): Promise<Arrived> {
    const provider = this.#provider(providerId)
    const { state } = parameters
    const kept = ticket && state ? await this.#parts.oneUse.take(keyOf(ticket, state)) : null
    if (kept === null) throw new Problem('sign-in-expired')
    const waiting = pending.parse(JSON.parse(kept))
    // Another provider's answer must not be taken to this one (mix-up, RFC 9700 section 4.4).
    if (waiting.providerId !== providerId) throw new Problem('provider-refused')
    const { account, session } = await this.#told(providerId, provider.finish(parameters, waiting.request))
    const signedIn: SignedIn = { ...(await this.#personOf(account)), provider: session }
    return { ...waiting, signedIn, mail: await this.#openMail(signedIn) }
  }

  /** Where to sign out at the provider as well. */
  signOutAddress({ provider }: SignedIn, returnTo: string): Promise<string | null> {
    const found = this.#parts.providers.find(({ settings }) => settings.id === provider?.id)
    return found && provider ? found.signOutAddress(provider.idToken, returnTo) : Promise.resolve(null)
  }

  /**
   * Whom the provider has signed out, by a token that counts once.
   *
   * @throws Problem `not-found`, `invalid-request`, `provider-unavailable`
   */
  async readLogout(providerId: string, token: string): Promise<{ sid?: string; subject?: string }> {
    const notice = await this.#told(providerId, this.#provider(providerId).readLogoutToken(token))
    const endsAtMs = Date.now() + 2 * logoutTokenLifeSeconds * 1_000
    const isNew = await this.#parts.oneUse.put(JSON.stringify(['logout', providerId, notice.id]), '', endsAtMs)
    if (!isNew) throw new Problem('invalid-request')
    return notice.named
  }

  #provider(id: string): OidcProvider {
    const found = this.#parts.providers.find(({ settings }) => settings.id === id)
    if (!found) throw new Problem('not-found')
    return found
  }

  async #told<T>(providerId: string, work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      if (isProblem(error)) {
        const reason = whyUnavailable(error.cause) ?? 'what it said was refused'
        this.#parts.onFault(providerId, reason, error.cause ?? error)
      }
      throw error
    }
  }

  /** The directory decides who may come in; where there is none, the mail server alone does. */
  async #personOf(account: string): Promise<SignedIn> {
    const { directory, domain } = this.#parts
    const entry = directory ? await directory.identify(account) : null
    if (directory && !entry) throw new Problem('account-unknown')
    return describePerson(entry?.userName ?? account.toLowerCase(), entry, domain)
  }

  /** Asks for the folders at once: an account that the mail server does not take must be told now, in words. */
  async #openMail(signedIn: SignedIn): Promise<MailAccount> {
    const mail = this.#parts.accounts.resume(this.#parts.identityOf(signedIn))
    try {
      await mail.folders()
      return mail
    } catch (error) {
      mail.close()
      throw isProblem(error, 'wrong-credentials') ? new Problem('account-unknown', {}, error) : error
    }
  }
}

const keyOf = (ticket: string, state: string) => JSON.stringify(['sign-in', ticket, state])
