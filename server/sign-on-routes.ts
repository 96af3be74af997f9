import type { Adapters, App, Parts } from './app.ts'
import { identityOf } from './clocks.ts'
import type { Config } from './config.ts'
import { singleSignOnRoutes } from './features/single-sign-on/routes.ts'
import type { Route } from './http/route.ts'
import type { SignedInVisit, Visit } from './http/visit.ts'
import { errorFields } from './observability/logger.ts'
import { MasterUser } from './sign-in/master-user.ts'
import { OidcProvider } from './sign-in/oidc/oidc-provider.ts'
import { PassedTokens } from './sign-in/oidc/passed-tokens.ts'
import { SamlProvider } from './sign-in/saml/saml-provider.ts'
import { SingleSignOn } from './sign-in/single-sign-on.ts'
import { OneUse } from './storage/one-use.ts'

const answerOf = ({ http }: Config, id: string, what: string) =>
  new URL(`/api/sign-in/${id}/${what}`, http.publicUrl).href

const openOidc = (config: Config) =>
  config.signIn.oidc.map((settings) => new OidcProvider(settings, answerOf(config, settings.id, 'answer')))

/** What opens the mail besides our tokens and people's own passwords. Each use of a master user is a line in the log. */
export function openMailWays(config: Config, adapters: Adapters) {
  const { logger, sealer } = adapters
  const { masterUser } = config.mail
  const onUse = (user: string) =>
    logger.info('master-user', { account: sealer.fingerprint(user.toLowerCase()).slice(0, 12) })
  return {
    passedTokens: openPassedTokens(config, adapters),
    masterUser: masterUser ? new MasterUser(masterUser, onUse) : null,
  }
}

/** The tokens of providers that open the mail themselves. */
function openPassedTokens(config: Config, { storage, sealer, now = Date.now }: Adapters): PassedTokens {
  return new PassedTokens({
    ...{ sources: openOidc(config), oneUse: new OneUse(storage.database, sealer, now), now },
    keepMs: config.session.absoluteHours * 60 * 60_000,
  })
}

/** Signing in at the configured providers. */
function openSingleSignOn(config: Config, adapters: Adapters): SingleSignOn {
  const { signIn, mail } = config
  const { storage, sealer, accounts, directory, logger } = adapters
  const saml = signIn.saml.map((settings) => {
    const at = (what: string) => answerOf(config, settings.id, what)
    return new SamlProvider(settings, { metadata: at('metadata'), answer: at('answer'), signOut: at('sign-out') })
  })
  return new SingleSignOn({
    providers: [...openOidc(config), ...saml],
    passedTokens: adapters.passedTokens ?? openPassedTokens(config, adapters),
    oneUse: new OneUse(storage.database, sealer),
    ...{ accounts, directory, identityOf: identityOf(adapters), domain: mail.domain ?? null },
    onFault: ({ kind, id }, reason, error) =>
      logger.warn('identity-provider', {
        ...errorFields(error),
        service: `signIn.${kind} ${id}`,
        outcome: reason,
      }),
  })
}

/** What the sign-in page offers. */
export function waysIn({ signIn }: Config) {
  return {
    passwordSignIn: signIn.password,
    passkeySignIn: signIn.passkeyIsEnough,
    providers: [...signIn.oidc, ...signIn.saml].map(({ id, name }) => ({ id, name })),
    straightTo: signIn.straightTo ?? null,
  }
}

/** One line in the log for each sign-in, whichever way; accounts as keyed fingerprints. What came of it is told to the person too. */
export function noteSignIn({ logger, sealer }: Adapters, { security }: Pick<Parts, 'security'>) {
  return (visit: Visit, user: string, outcome: string) => {
    const account = sealer.fingerprint(user.toLowerCase()).slice(0, 12)
    logger.info('sign-in', { requestId: visit.requestId, outcome, account })
    if (outcome === 'signed-in') security.signedIn(user, visit)
  }
}

/** What a person hears of the end of their own session. */
export const noteSignOut =
  ({ security }: Pick<Parts, 'security'>) =>
  (visit: SignedInVisit) =>
    security.note(visit.session.signedIn.user, 'signed-out', visit)

export function signOnRoutes(
  config: Config,
  adapters: Adapters,
  parts: Pick<App, 'store' | 'live' | 'security'>,
): Route[] {
  const { store, live, security } = parts
  return singleSignOnRoutes({
    singleSignOn: openSingleSignOn(config, adapters),
    publicUrl: config.http.publicUrl,
    onSignIn: noteSignIn(adapters, parts),
    onSignOut: noteSignOut(parts),
    endOfProvider: async (id, named) => {
      for (const { key, user } of await store.removeOfProvider(id, named)) {
        live.end(key, 'ended-elsewhere')
        security.note(user, 'provider-signed-out', null)
      }
    },
  })
}
