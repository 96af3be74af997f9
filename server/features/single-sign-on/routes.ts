import { beginSingleSignOn, finishSingleSignOn } from '#contract/single-sign-on.ts'
import { leaveProvider, providerSignOut } from '#contract/single-sign-out.ts'
import { openRoute, route, type Route } from '#server/http/route.ts'
import { isProblem } from '#server/problem.ts'
import { signingInMs, type SingleSignOn } from '#server/sign-in/oidc/single-sign-on.ts'

/** Ties an unfinished sign-in to the browser that began it; of this host only, so no other site can plant one. */
const ticketCookie = '__Host-curbcut-signing-in'

interface SingleSignOnFeature {
  singleSignOn: SingleSignOn
  publicUrl: string
  /** Ends sessions that began at a provider, here and in the store. */
  endOfProvider: (providerId: string, named: { sid?: string; subject?: string }) => Promise<void>
  onSignIn: (requestId: string, user: string, outcome: 'signed-in' | 'refused') => void
}

export function singleSignOnRoutes({ singleSignOn, publicUrl, endOfProvider, onSignIn }: SingleSignOnFeature): Route[] {
  return [
    openRoute(beginSingleSignOn, async ({ params, query }, visit) => {
      const { address, ticket } = await singleSignOn.begin(params.providerId, {
        ticket: visit.cookie(ticketCookie),
        next: query.next,
        oldSession: visit.session?.key ?? null,
      })
      return { location: address, cookie: { name: ticketCookie, value: ticket, maxAgeMs: signingInMs } }
    }),

    openRoute(finishSingleSignOn, async ({ params, query }, visit) => {
      try {
        const ticket = visit.cookie(ticketCookie)
        const { signedIn, mail, next, oldSession } = await singleSignOn.finish(params.providerId, ticket, query)
        await visit.start(signedIn, mail).catch((error: unknown) => {
          mail.close()
          throw error
        })
        // The browser does not send a strict cookie along from another site, so its old session is known by its key only.
        if (oldSession !== null) await visit.endOther(oldSession)
        onSignIn(visit.requestId, signedIn.user, 'signed-in')
        return { location: `/sign-in?arrived&next=${encodeURIComponent(next)}` }
      } catch (error) {
        if (isProblem(error)) onSignIn(visit.requestId, params.providerId, 'refused')
        throw error
      }
    }),

    openRoute(providerSignOut, async ({ params, body }) => {
      await endOfProvider(params.providerId, await singleSignOn.readLogout(params.providerId, body.logout_token))
    }),

    route(leaveProvider, async (_request, visit) => {
      const address = await singleSignOn.signOutAddress(
        visit.session.signedIn,
        new URL('/sign-in?signed-out', publicUrl).href,
      )
      await visit.end()
      return { address }
    }),
  ]
}
