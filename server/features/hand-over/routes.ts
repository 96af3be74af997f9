import { handOver, readHandOver } from '#contract/hand-over.ts'
import { route, type Route } from '#server/http/route.ts'
import { handOverFor, type HandOverFeature, mayHandOver } from './hand-over.ts'

export function handOverRoutes(feature: HandOverFeature): Route[] {
  return [
    route(readHandOver, async (_request, { session }) => ({
      isOffered: await mayHandOver(feature, session.signedIn.user),
    })),
    route(handOver, ({ body }, { session, requestId }) => handOverFor(feature, session.signedIn.user, body, requestId)),
  ]
}
