import { Readable } from 'node:stream'
import { downloadKeptData, eraseKeptData, readKeptData } from '#contract/kept-data.ts'
import { route, type Route } from '#server/http/route.ts'
import { countKept, eraseKept, type KeptPlaces, writeKept } from './kept-data.ts'

export function keptDataRoutes(places: KeptPlaces, now: () => number): Route[] {
  return [
    route(readKeptData, (_request, { session }) => countKept(places, session.signedIn.user)),
    route(downloadKeptData, (_request, { session }) => {
      const text = writeKept(places, session.signedIn.user, now())
      return { name: 'curbcut-data.json', type: 'application/json', bytes: Readable.from(text, { objectMode: false }) }
    }),
    route(eraseKeptData, async (_request, { session }) => {
      await eraseKept(places, session.signedIn.user)
      return countKept(places, session.signedIn.user)
    }),
  ]
}
