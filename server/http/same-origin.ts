import type { Request, RequestHandler } from 'express'
import type { Endpoint } from '#contract/endpoint.ts'
import { Problem } from '#server/problem.ts'
import { sessionOfTicket } from './files-host.ts'

const reading = new Set(['GET', 'HEAD'])

/**
 * Refuses requests other sites make browsers send (security.md 49–51). Reading: never cross-site. Changing: the browser must
 * say that it comes from our own pages, and the page must have set a header that no form can set. No CORS header is ever sent.
 * Only the endpoints that say so are open to others: `another-site` to a navigation (a form's too, where it is a POST), also of a
 * frame where that is said; `another-server` to what is no browser; `the-browser` to what it tells of our own page.
 */
export function sameOrigin(publicOrigin: string, endpoints: readonly Endpoint[] = []): RequestHandler {
  const open = endpoints
    .filter(({ asks }) => asks !== undefined)
    .map((endpoint) => ({ endpoint, fits: pathOf(endpoint) }))
  return (request, response, next) => {
    // A ticket is from us, and what it opens is never a page.
    if (sessionOfTicket(response) !== null) {
      next()
      return
    }
    const asked = open.find(
      ({ endpoint, fits }) => endpoint.method === request.method && fits.test(request.baseUrl + request.path),
    )
    if (asked) {
      next(mayAsk(asked.endpoint, request, publicOrigin) ? undefined : new Problem('cross-site-request'))
      return
    }
    const site = request.get('Sec-Fetch-Site')
    const origin = request.get('Origin')
    const isForeign = origin !== undefined && origin !== publicOrigin
    if (reading.has(request.method)) {
      const isOurs = site === undefined || site === 'same-origin' || site === 'none'
      next(isOurs && !isForeign ? undefined : new Problem('cross-site-request'))
      return
    }
    const isKnownSite = site === 'same-origin' || (site === undefined && origin === publicOrigin)
    const isOurs = isKnownSite && !isForeign && request.get('X-Curbcut') === '1'
    next(isOurs ? undefined : new Problem('cross-site-request'))
  }
}

const pathOf = ({ path }: Endpoint) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`)

function mayAsk({ asks }: Endpoint, request: Request, publicOrigin: string): boolean {
  if (asks === 'another-server') return isNoBrowser(request)
  if (asks === 'the-browser') return isOurPage(request, publicOrigin)
  return isNavigation(request, asks === 'another-site' ? ['document'] : ['document', 'iframe'])
}

/** No script of the page has a hand in it, so the header of ours is missing. `null` is what `no-referrer` makes of the origin (Fetch). */
function isOurPage(request: Request, publicOrigin: string): boolean {
  const site = request.get('Sec-Fetch-Site')
  const origin = request.get('Origin')
  if (site === undefined) return origin === publicOrigin
  return site === 'same-origin' && [undefined, 'null', publicOrigin].includes(origin)
}

/**
 * A page is opened there; nothing is fetched into another, no picture. Browsers without the headers pass. Only a form that is
 * posted says an origin.
 */
function isNavigation(request: Request, places: string[]): boolean {
  const mode = request.get('Sec-Fetch-Mode') ?? 'navigate'
  const destination = request.get('Sec-Fetch-Dest') ?? 'document'
  const isForm = request.method === 'POST'
  return mode === 'navigate' && places.includes(destination) && (isForm || request.get('Origin') === undefined)
}

const isNoBrowser = (request: Request) =>
  request.get('Sec-Fetch-Site') === undefined && request.get('Origin') === undefined
