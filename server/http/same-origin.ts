import type { RequestHandler } from 'express'
import { Problem } from '#server/problem.ts'

const reading = new Set(['GET', 'HEAD'])

/**
 * Refuses requests other sites make browsers send (security.md 49–51). Reading: never cross-site. Changing: the browser must
 * say that it comes from our own pages, and the page must have set a header that no form can set. No CORS header is ever sent.
 */
export function sameOrigin(publicOrigin: string): RequestHandler {
  return (request, _response, next) => {
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
