import type { Adapters } from './app.ts'
import { identityOf } from './clocks.ts'
import type { Config } from './config.ts'
import { errorFields } from './observability/logger.ts'
import { OidcProvider } from './sign-in/oidc/oidc-provider.ts'
import { SingleSignOn } from './sign-in/oidc/single-sign-on.ts'
import { OneUse } from './storage/one-use.ts'

/** Signing in at the configured providers. */
export function openSingleSignOn({ signIn, mail, http }: Config, adapters: Adapters): SingleSignOn {
  const { storage, sealer, accounts, directory, logger } = adapters
  return new SingleSignOn({
    providers: signIn.oidc.map(
      (settings) => new OidcProvider(settings, new URL(`/api/sign-in/${settings.id}/answer`, http.publicUrl).href),
    ),
    oneUse: new OneUse(storage.database, sealer),
    ...{ accounts, directory, identityOf: identityOf(adapters), domain: mail.domain ?? null },
    onFault: (providerId, reason, error) =>
      logger.warn('identity-provider', {
        ...errorFields(error),
        service: `signIn.oidc ${providerId}`,
        outcome: reason,
      }),
  })
}
