import { finishSaml, readSamlMetadata, samlSignOut } from '#contract/saml.ts'
import { openRoute, type Route } from '#server/http/route.ts'
import type { SingleSignOn } from '#server/sign-in/single-sign-on.ts'
import { arrive, type OnSignIn, ticketCookies } from './arrive.ts'

/** Ends sessions that began at a provider, here and in the store. */
export type EndOfProvider = (providerId: string, named: { sid?: string; subject?: string }) => Promise<void>

interface SamlFeature {
  singleSignOn: SingleSignOn
  endOfProvider: EndOfProvider
  onSignIn: OnSignIn
}

/** Where signing out ends when it ends here. */
const signedOut = { location: '/sign-in?signed-out' }

export function samlRoutes({ singleSignOn, endOfProvider, onSignIn }: SamlFeature): Route[] {
  return [
    openRoute(readSamlMetadata, ({ params }) => singleSignOn.ofKind('saml', params.providerId).metadata()),

    openRoute(finishSaml, async ({ params, body }, visit) => {
      const provider = singleSignOn.ofKind('saml', params.providerId)
      const { SAMLResponse, RelayState } = body
      const given = { ticket: visit.cookie(ticketCookies.saml), state: RelayState, answer: { SAMLResponse } }
      return arrive(() => singleSignOn.finish(provider, given), { id: provider.id, visit, onSignIn })
    }),

    openRoute(samlSignOut, async ({ params, query }, visit) => {
      const provider = singleSignOn.ofKind('saml', params.providerId)
      // The provider's word that it has signed somebody out: the session here ended before it was asked.
      if (query.SAMLRequest === undefined && query.SAMLResponse !== undefined) return signedOut
      const { id, named } = await singleSignOn.readLogout(provider, provider.readLogoutRequest(visit.query))
      for (const one of named) await endOfProvider(provider.id, one)
      const location = await provider.logoutAnswerAddress(id, query.RelayState ?? '')
      return location === null ? signedOut : { location }
    }),
  ]
}
