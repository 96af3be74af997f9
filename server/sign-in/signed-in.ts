import type { MailIdentity } from '#server/mail/mail-account.ts'
import type { MasterUser } from './master-user.ts'
import type { PassedTokens } from './oidc/passed-tokens.ts'
import { mintMailToken, type TokenMint } from '#server/mail/mail-tokens.ts'

/** What is kept of a sign-in at an identity provider, to end both sessions together. */
export interface ProviderSession {
  id: string
  /** The provider's own name for the person (`sub`, NameID), and for its session where it gives one. */
  subject: string
  sid?: string
  /** What the provider wants to be shown when the person signs out: an ID token, or a NameID with all that belongs to it. */
  hint: string
  /** When the provider wants the session to be over, in milliseconds since 1970. */
  endsAtMs?: number
  /** By which the provider's own token for the mail servers is had, where they take that. */
  mailTokenId?: string
}

/** What every way of signing in gives back, and all that a session keeps about the person. */
export interface SignedIn {
  /** The name the mail servers know the person by. */
  user: string
  name: string
  /** The addresses the person may write from, the main one first. */
  addresses: string[]
  /** The directory had them among its people when they signed in. */
  isListed?: true
  /** Only where the mail servers do not take our tokens; sealed at rest with the rest of the session. */
  password?: string
  /** Only for those who signed in at an identity provider. */
  provider?: ProviderSession
}

/** What there is to open people's mail with, besides their own passwords. */
export interface MailOpeners {
  tokenMint: TokenMint | null
  passedTokens?: PassedTokens
  masterUser?: MasterUser | null
}

/** How the mail servers are told who this is, at each connect. */
export function mailIdentity(signedIn: SignedIn, { tokenMint, passedTokens, masterUser }: MailOpeners): MailIdentity {
  const { user, password, provider } = signedIn
  return {
    user,
    holder: signedIn,
    secret: async () => {
      const passed = provider?.mailTokenId
      if (passed !== undefined && passedTokens) return { kind: 'token', token: await passedTokens.accessOf(passed) }
      if (tokenMint) return { kind: 'token', token: await mintMailToken(tokenMint, user) }
      return masterUser?.secretFor(signedIn) ?? { kind: 'password', password: password ?? '' }
    },
  }
}
