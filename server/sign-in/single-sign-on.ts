import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { Directory } from '#server/mail/directory-port.ts'
import type { MailAccount, MailAccounts, MailIdentity } from '#server/mail/mail-account.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { OneUse } from '#server/storage/one-use.ts'
import { Disbelief, type IdentityProvider, type LogoutNotice, type ProviderPerson } from './identity-provider.ts'
import type { PassedTokens } from './oidc/passed-tokens.ts'
import type { OidcProvider } from './oidc/oidc-provider.ts'
import { ownPath } from './own-path.ts'
import { describePerson } from './person.ts'
import type { SamlProvider } from './saml/saml-provider.ts'
import type { ProviderSession, SignedIn } from './signed-in.ts'
import { whyUnavailable } from './why-unavailable.ts'

/** How long somebody may take at the provider. */
export const signingInMs = 10 * 60_000

/** What waits for the provider's answer, in the store and only for the browser that began. */
const pending = z.object({
  providerId: z.string(),
  request: z.object({ state: z.string() }).catchall(z.string()),
  next: z.string(),
  /** The session this browser had; it is over once the new one begins. */
  oldSession: z.nullable(z.string()),
})

type AnyProvider = OidcProvider | SamlProvider
type Kind = AnyProvider['kind']
type OfKind<K extends Kind> = Extract<AnyProvider, { kind: K }>

interface Parts {
  providers: readonly AnyProvider[]
  oneUse: OneUse
  passedTokens: PassedTokens
  accounts: MailAccounts
  directory: Directory | null
  identityOf: (signedIn: SignedIn) => MailIdentity
  domain: string | null
  /** Tells the operator which provider failed, and why. */
  onFault: (provider: Pick<IdentityProvider, 'kind' | 'id'>, reason: string, error: unknown) => void
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
    const { address, request } = await this.#told(provider, provider.begin())
    const waiting: z.output<typeof pending> = { providerId, request, next: ownPath(next), oldSession }
    const key = keyOf(held, request.state)
    await this.#parts.oneUse.put(key, JSON.stringify(waiting), Date.now() + signingInMs)
    return { address, ticket: held }
  }

  /** What a provider speaks. @throws Problem `not-found` */
  kindOf(providerId: string): Kind {
    return this.#provider(providerId).kind
  }

  /**
   * Takes the provider's answer, by what its kind calls the state. Only the browser that began, once, and in time.
   *
   * @throws Problem `sign-in-expired`, `provider-refused`, `provider-unavailable`, `account-unknown`, …
   */
  async finish(
    provider: AnyProvider,
    { ticket, state, answer }: { ticket: string | null; state: string | undefined; answer: Record<string, string> },
  ): Promise<Arrived> {
    const { waiting, person } = await this.#told(provider, this.#finish(provider, ticket, state, answer))
    const found = await this.#personOf(person.account)
    const signedIn: SignedIn = { ...found, provider: await this.#sessionOf(person) }
    return { ...waiting, signedIn, mail: await this.#openMail(signedIn) }
  }

  /** With the provider's own token for the mail, where it opens that. */
  async #sessionOf({ session, mailToken }: ProviderPerson): Promise<ProviderSession> {
    if (!mailToken) return session
    const mailTokenId = await this.#parts.passedTokens.keep(session.id, mailToken)
    // One that is not renewed ends what it opens.
    return { ...session, mailTokenId, ...(mailToken.refresh === null && { endsAtMs: mailToken.endsAtMs }) }
  }

  async #finish(
    provider: AnyProvider,
    ticket: string | null,
    state: string | undefined,
    answer: Record<string, string>,
  ) {
    const kept = ticket && state ? await this.#parts.oneUse.take(keyOf(ticket, state)) : null
    if (kept === null)
      throw new Problem('sign-in-expired', {}, new Disbelief('no sign-in of this browser waits for it (any more)'))
    const waiting = pending.parse(JSON.parse(kept))
    // Another provider's answer must not be taken to this one (mix-up, RFC 9700 section 4.4).
    if (waiting.providerId !== provider.id)
      throw new Problem('provider-refused', {}, new Disbelief('this browser began at another provider'))
    return { waiting, person: await provider.finish(answer, waiting.request) }
  }

  /** Where to sign out at the provider as well; null also when the provider is in trouble, for the session here must end. */
  async signOutAddress({ provider }: SignedIn, returnTo: string): Promise<string | null> {
    const found = this.#parts.providers.find(({ id }) => id === provider?.id)
    if (!found || !provider) return null
    return found.signOutAddress(provider, returnTo).catch((error: unknown) => {
      this.#parts.onFault(found, 'nobody can be led to its page for signing out', error)
      return null
    })
  }

  /**
   * Whom the provider has signed out, by a message that counts once.
   *
   * @throws Problem `invalid-request`, and what reading it throws
   */
  async readLogout(provider: AnyProvider, reading: Promise<LogoutNotice>): Promise<LogoutNotice> {
    const notice = await this.#told(provider, reading)
    const key = JSON.stringify(['logout', provider.id, notice.id])
    const isNew = await this.#parts.oneUse.put(key, '', Date.now() + notice.lifeMs)
    if (!isNew) throw new Problem('invalid-request')
    return notice
  }

  /** The provider of that name. @throws Problem `not-found` when there is none, or it speaks something else */
  ofKind<K extends Kind>(kind: K, id: string): OfKind<K> {
    const found = this.#provider(id)
    if (found.kind !== kind) throw new Problem('not-found')
    return found as OfKind<K>
  }

  #provider(id: string): AnyProvider {
    const found = this.#parts.providers.find((provider) => provider.id === id)
    if (!found) throw new Problem('not-found')
    return found
  }

  async #told<T>(provider: AnyProvider, work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      if (isProblem(error)) this.#parts.onFault(provider, reasonOf(error.cause), error.cause ?? error)
      throw error
    }
  }

  /** The directory decides who may come in; where there is none, the mail server alone does. */
  async #personOf(account: string): Promise<SignedIn> {
    const { directory, domain } = this.#parts
    const entry = directory ? await directory.identify(account) : null
    if (directory && !(entry && (await directory.isActive(entry.userName)))) throw new Problem('account-unknown')
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

const reasonOf = (cause: unknown): string =>
  cause instanceof Disbelief ? cause.message : (whyUnavailable(cause) ?? 'what it said was refused')

const keyOf = (ticket: string, state: string) => JSON.stringify(['sign-in', ticket, state])
