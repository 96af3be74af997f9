import type { MailToken } from './oidc/passed-tokens.ts'
import type { ProviderSession } from './signed-in.ts'

/** What only the answer to this request may be measured by; kept until it comes, under its `state`. */
export type ProviderRequest = Readonly<Record<string, string>> & { readonly state: string }

export interface ProviderPerson {
  /** What the provider says the mail account is. */
  account: string
  session: ProviderSession
  /** Only where the provider's own token opens the mail. */
  mailToken?: MailToken
}

/** Whom the provider has signed out. */
export interface LogoutNotice {
  /** Of the message; one counts once, and is refused by itself after `lifeMs`. */
  id: string
  lifeMs: number
  /** Each of them one session of the provider, or everything of a person. */
  named: { sid?: string; subject?: string }[]
}

/** A place where people sign in, whatever it speaks. */
export interface IdentityProvider {
  readonly kind: 'oidc' | 'saml'
  readonly id: string
  /** The address to send the browser to. @throws Problem `provider-unavailable` */
  begin(): Promise<{ address: string; request: ProviderRequest }>
  /**
   * Checks the provider's answer and says who has come.
   *
   * @throws Problem `provider-refused`, `provider-unavailable`, `account-unknown`, with the reason as its cause
   */
  finish(answer: Readonly<Record<string, string>>, request: ProviderRequest): Promise<ProviderPerson>
  /** The page at the provider that ends its session; null where it has none, does not answer, or is not to be asked. */
  signOutAddress(session: ProviderSession, returnTo: string): Promise<string | null>
}

/** Why something of a provider is not believed; a sentence without anything of what was in it, for the log. */
export class Disbelief extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'Disbelief'
  }
}
