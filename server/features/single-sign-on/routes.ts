import { beginSingleSignOn, finishSingleSignOn } from '#contract/single-sign-on.ts'
import { leaveProvider, providerSignOut } from '#contract/single-sign-out.ts'
import { openRoute, route, type Route } from '#server/http/route.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import { signingInMs, type SingleSignOn } from '#server/sign-in/single-sign-on.ts'
import { arrive, type OnSignIn, ticketCookies } from './arrive.ts'
import { type EndOfProvider, samlRoutes } from './saml-routes.ts'

interface SingleSignOnFeature {
  singleSignOn: SingleSignOn
  publicUrl: string
  endOfProvider: EndOfProvider
  onSignIn: OnSignIn
  onSignOut: (visit: SignedInVisit) => void
}

export function singleSignOnRoutes(feature: SingleSignOnFeature): Route[] {
  const { singleSignOn, publicUrl, endOfProvider, onSignIn, onSignOut } = feature
  return [
    openRoute(beginSingleSignOn, async ({ params, query }, visit) => {
      const kind = singleSignOn.kindOf(params.providerId)
      const name = ticketCookies[kind]
      const { address, ticket } = await singleSignOn.begin(params.providerId, {
        ticket: visit.cookie(name),
        next: query.next,
        oldSession: visit.session?.key ?? null,
      })
      const cookie = { name, value: ticket, maxAgeMs: signingInMs, isForForms: kind === 'saml' }
      return { location: address, cookie }
    }),

    openRoute(finishSingleSignOn, async ({ params, query }, visit) => {
      const provider = singleSignOn.ofKind('oidc', params.providerId)
      const given = { ticket: visit.cookie(ticketCookies.oidc), state: query.state, answer: query }
      return arrive(() => singleSignOn.finish(provider, given), { id: provider.id, visit, onSignIn })
    }),

    openRoute(providerSignOut, async ({ params, body }) => {
      const provider = singleSignOn.ofKind('oidc', params.providerId)
      const { named } = await singleSignOn.readLogout(provider, provider.readLogoutToken(body.logout_token))
      for (const one of named) await endOfProvider(provider.id, one)
    }),

    ...samlRoutes({ singleSignOn, endOfProvider, onSignIn }),

    route(leaveProvider, async (_request, visit) => {
      const address = await singleSignOn.signOutAddress(
        visit.session.signedIn,
        new URL('/sign-in?signed-out', publicUrl).href,
      )
      await visit.end()
      onSignOut(visit)
      return { address }
    }),
  ]
}
