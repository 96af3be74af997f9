import type { Adapters, App } from './app.ts'
import { identityOf } from './clocks.ts'
import type { Config } from './config.ts'
import { singleSignOnRoutes } from './features/single-sign-on/routes.ts'
import type { Route } from './http/route.ts'
import { errorFields } from './observability/logger.ts'
import { OidcProvider } from './sign-in/oidc/oidc-provider.ts'
import { SamlProvider } from './sign-in/saml/saml-provider.ts'
import { SingleSignOn } from './sign-in/single-sign-on.ts'
import { OneUse } from './storage/one-use.ts'

/** Signing in at the configured providers. */
function openSingleSignOn({ signIn, mail, http }: Config, adapters: Adapters): SingleSignOn {
  const { storage, sealer, accounts, directory, logger } = adapters
  const addressOf = (id: string, what: string) => new URL(`/api/sign-in/${id}/${what}`, http.publicUrl).href
  const oidc = signIn.oidc.map((settings) => new OidcProvider(settings, addressOf(settings.id, 'answer')))
  const saml = signIn.saml.map((settings) => {
    const at = (what: string) => addressOf(settings.id, what)
    return new SamlProvider(settings, { metadata: at('metadata'), answer: at('answer'), signOut: at('sign-out') })
  })
  return new SingleSignOn({
    providers: [...oidc, ...saml],
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
    providers: [...signIn.oidc, ...signIn.saml].map(({ id, name }) => ({ id, name })),
    straightTo: signIn.straightTo ?? null,
  }
}

/** One line in the log for each sign-in, whichever way; accounts as keyed fingerprints. */
export function noteSignIn({ logger, sealer }: Adapters) {
  return (requestId: string, user: string, outcome: string) =>
    logger.info('sign-in', { requestId, outcome, account: sealer.fingerprint(user.toLowerCase()).slice(0, 12) })
}

export function signOnRoutes(
  config: Config,
  adapters: Adapters,
  { store, live }: Pick<App, 'store' | 'live'>,
): Route[] {
  return singleSignOnRoutes({
    singleSignOn: openSingleSignOn(config, adapters),
    publicUrl: config.http.publicUrl,
    onSignIn: noteSignIn(adapters),
    endOfProvider: async (id, named) => {
      for (const key of await store.removeOfProvider(id, named)) live.end(key, 'ended-elsewhere')
    },
  })
}
