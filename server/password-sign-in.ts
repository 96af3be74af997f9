import type { SecurityEventKind } from '#contract/security-events.ts'
import type { Adapters, App } from './app.ts'
import { identityOf } from './clocks.ts'
import type { Config } from './config.ts'
import { appPasswordRoutes } from './features/app-passwords/routes.ts'
import { davRoot } from './features/contacts/served/dav-paths.ts'
import { type SecondStepChange, secondStepRoutes } from './features/second-step/routes.ts'
import type { Route } from './http/route.ts'
import { SignInAttempts } from './sign-in/password/attempts.ts'
import { checkPassword, type PasswordSignIn } from './sign-in/password/sign-in-with-password.ts'
import { PasskeyChecks } from './sign-in/second-step/passkey-checks.ts'
import { SecondSteps } from './sign-in/second-step/second-steps.ts'
import { openAppPasswords } from './served-contacts.ts'
import { noteSignIn } from './sign-on-routes.ts'
import { OneUse } from './storage/one-use.ts'
import { PersonNotes } from './storage/person-notes.ts'

const minuteMs = 60_000

/** What a person reads of a change of their second step. */
const secondStepKinds: Record<SecondStepChange, SecurityEventKind> = {
  'second-step-set-up': 'app-set-up',
  'second-step-removed': 'app-removed',
  'recovery-codes-renewed': 'codes-renewed',
  'passkey-added': 'passkey-added',
  'passkey-removed': 'passkey-removed',
}

function signInAttempts({ limits }: Config, { storage, sealer }: Adapters): SignInAttempts {
  const bounds = { failures: limits.signInFailures, lockMs: limits.signInLockMinutes * minuteMs }
  return new SignInAttempts(storage.database, bounds, (text) => sealer.fingerprint(text))
}

function passkeyChecks(
  { http: { publicUrl }, organisation, signIn }: Config,
  { storage, sealer, now = Date.now }: Adapters,
): PasskeyChecks {
  const oneUse = new OneUse(storage.database, sealer, now)
  return new PasskeyChecks({ publicUrl, organisation, isEnough: signIn.passkeyIsEnough, sealer, oneUse, now })
}

/** What signing in by password needs, its second step included. */
export function openPasswordSignIn(config: Config, adapters: Adapters): PasswordSignIn {
  const { accounts, directory, tokenMint, storage, sealer, now } = adapters
  const attempts = signInAttempts(config, adapters)
  const notes = new PersonNotes(storage.database, sealer)
  const { organisation, signIn } = config
  return {
    ...{ accounts, directory, attempts, hasTokens: tokenMint !== null, identityOf: identityOf(adapters) },
    domain: config.mail.domain ?? null,
    passwordBy: signIn.passwordBy,
    secondSteps: new SecondSteps({
      ...{ mode: signIn.secondStep, organisation, notes, sealer, attempts, now },
      passkeyChecks: passkeyChecks(config, adapters),
    }),
  }
}

const confirming = (passwordSignIn: PasswordSignIn) => async (name: string, password: string, network: string) => {
  const { mail } = await checkPassword(passwordSignIn, { name, password }, network)
  mail.close()
}

export function ownSecondStepRoutes(
  passwordSignIn: PasswordSignIn,
  config: Config,
  adapters: Adapters,
  parts: Pick<App, 'store' | 'security'>,
): Route[] {
  const { store, security } = parts
  const noteInLog = noteSignIn(adapters, parts)
  const ofSecondStep = secondStepRoutes({
    secondSteps: passwordSignIn.secondSteps,
    checkPassword: confirming(passwordSignIn),
    endOthers: async (visit) => {
      const { session } = visit
      const others = (await store.ofAccount(session.signedIn.user)).filter(({ key }) => key !== session.key)
      for (const { key } of others) await visit.endOther(key)
      if (others.length > 0) security.note(session.signedIn.user, 'others-signed-out', visit, others.length)
      return others.length
    },
    onChange: (visit, user, change) => {
      noteInLog(visit, user, change)
      security.note(user, secondStepKinds[change], visit)
    },
  })
  return [...ofSecondStep, ...appPasswordsOf(passwordSignIn, config, adapters, parts)]
}

/** Passwords for other programs, which open the address books alone. */
function appPasswordsOf(
  passwordSignIn: PasswordSignIn,
  config: Config,
  adapters: Adapters,
  { store, security }: Pick<App, 'store' | 'security'>,
): Route[] {
  const { contacts, http } = config
  const { now = Date.now } = adapters
  return appPasswordRoutes({
    passwords: openAppPasswords(adapters),
    address: contacts.forPrograms ? new URL(`${davRoot}/`, http.publicUrl).href : null,
    secondSteps: passwordSignIn.secondSteps,
    checkPassword: confirming(passwordSignIn),
    startedAtMs: async ({ session }) => (await store.read(session.key))?.data.startedAtMs ?? 0,
    now,
    onChange: (visit, change) => security.note(visit.session.signedIn.user, change, visit),
  })
}
