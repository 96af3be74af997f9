import {
  type AppPasswords as State,
  endAppPassword,
  makeAppPassword,
  readAppPasswords,
} from '#contract/app-passwords.ts'
import { route, type Route } from '#server/http/route.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import { Problem } from '#server/problem.ts'
import type { AppPasswords } from '#server/sign-in/app-passwords.ts'
import type { SecondSteps } from '#server/sign-in/second-step/second-steps.ts'

interface AppPasswordFeature {
  passwords: AppPasswords
  /** Where programs begin; null where none is let in. */
  address: string | null
  secondSteps: SecondSteps
  /** @throws Problem `wrong-credentials`, `too-many-attempts` and what the mail server says */
  checkPassword: (user: string, password: string, network: string) => Promise<void>
  /** When this session began. */
  startedAtMs: (visit: SignedInVisit) => Promise<number>
  now: () => number
  onChange: (visit: SignedInVisit, change: 'app-password-made' | 'app-password-ended') => void
}

/** Whoever signed in at a provider has no password here to be asked for; a session left open for hours is not them. */
const freshMs = 15 * 60_000

/** Passwords for single programs. A new one is a way in, and is asked for like any other; ending one only closes it. */
export function appPasswordRoutes(feature: AppPasswordFeature): Route[] {
  const { passwords, address, secondSteps, checkPassword, onChange } = feature

  async function present(visit: SignedInVisit): Promise<State> {
    const { user } = visit.session.signedIn
    return {
      contacts: address === null ? null : { address, user },
      asks: await asksOf(feature, visit),
      items: await passwords.list(user),
    }
  }

  return [
    route(readAppPasswords, (_request, visit) => present(visit)),

    route(makeAppPassword, async ({ body: { name, password, code, proof } }, visit) => {
      const { signedIn } = visit.session
      const { user } = signedIn
      const asks = await asksOf(feature, visit)
      if (address === null || asks === 'new-sign-in') throw new Problem('not-allowed')
      if (asks !== 'nothing') {
        if (password === undefined) throw new Problem('wrong-credentials')
        await checkPassword(user, password, visit.network)
      }
      const asker = { user, address: signedIn.addresses[0] ?? user, network: visit.network }
      if (asks.startsWith('password-and')) await secondSteps.confirm(asker, { code, passkey: proof })
      const made = await passwords.make(user, name)
      onChange(visit, 'app-password-made')
      return { password: made, state: await present(visit) }
    }),

    route(endAppPassword, async ({ params: { passwordId } }, visit) => {
      if (await passwords.end(visit.session.signedIn.user, passwordId)) onChange(visit, 'app-password-ended')
      return present(visit)
    }),
  ]
}

async function asksOf(
  { secondSteps, startedAtMs, now }: AppPasswordFeature,
  visit: SignedInVisit,
): Promise<State['asks']> {
  const { user, provider } = visit.session.signedIn
  if (provider) return now() - (await startedAtMs(visit)) < freshMs ? 'nothing' : 'new-sign-in'
  const kept = secondSteps.mode === 'off' ? null : await secondSteps.read(user)
  if (!kept) return 'password'
  return secondSteps.passkeys.requestOf(user, kept) ? 'password-and-code-or-passkey' : 'password-and-code'
}
