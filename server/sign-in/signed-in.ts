import type { MailIdentity } from '#server/mail/mail-account.ts'
import { mintMailToken, type TokenMint } from '#server/mail/mail-tokens.ts'

/** What every way of signing in gives back, and all that a session keeps about the person. */
export interface SignedIn {
  /** The name the mail servers know the person by. */
  user: string
  name: string
  /** The addresses the person may write from, the main one first. */
  addresses: string[]
  /** Only where the mail servers do not take our tokens; sealed at rest with the rest of the session. */
  password?: string
}

/** How the mail servers are told who this is, at each connect. */
export function mailIdentity({ user, password }: SignedIn, mint: TokenMint | null): MailIdentity {
  return {
    user,
    secret: async () => {
      if (mint) return { kind: 'token', token: await mintMailToken(mint, user) }
      return { kind: 'password', password: password ?? '' }
    },
  }
}
