import type { Redirect } from '#server/http/route.ts'
import type { Visit } from '#server/http/visit.ts'
import { isProblem } from '#server/problem.ts'
import type { Arrived } from '#server/sign-in/single-sign-on.ts'

/**
 * Ties an unfinished sign-in to the browser that began it; of this host only, so no other site can plant one. SAML's comes along
 * with a form that another site posts, so it is not the one that OpenID Connect keeps more strictly.
 */
export const ticketCookies = { oidc: '__Host-curbcut-signing-in', saml: '__Host-curbcut-signing-in-saml' } as const

export type OnSignIn = (visit: Visit, user: string, outcome: 'signed-in' | 'refused') => void

interface Arrival {
  /** The provider's. */
  id: string
  visit: Visit
  onSignIn: OnSignIn
}

/** Begins the session of whoever has come back from a provider, and says where to go on. */
export async function arrive(finish: () => Promise<Arrived>, { id, visit, onSignIn }: Arrival): Promise<Redirect> {
  try {
    const { signedIn, mail, next, oldSession } = await finish()
    await visit.start(signedIn, mail).catch((error: unknown) => {
      mail.close()
      throw error
    })
    // The browser does not send a strict cookie along from another site, so its old session is known by its key only.
    if (oldSession !== null) await visit.endOther(oldSession)
    onSignIn(visit, signedIn.user, 'signed-in')
    return { location: `/sign-in?arrived&next=${encodeURIComponent(next)}` }
  } catch (error) {
    if (isProblem(error)) onSignIn(visit, id, 'refused')
    throw error
  }
}
