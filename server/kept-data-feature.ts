import type { Adapters } from './app.ts'
import { type KeptPlaces } from './features/kept-data/kept-data.ts'
import { keptDataRoutes } from './features/kept-data/routes.ts'
import type { Route } from './http/route.ts'
import type { Contacts } from './storage/contacts.ts'
import { Outbox } from './storage/outbox.ts'
import { Shares } from './storage/shares.ts'
import { Snoozes } from './storage/snoozes.ts'

/** What is kept about a person, from every place where something is. */
export function openKeptData(
  { storage: { database }, sealer, now = Date.now }: Adapters,
  contacts: Contacts,
  kept: Pick<KeptPlaces, 'notes' | 'mutes'>,
): Route[] {
  const [shares, snoozes] = [new Shares(database, sealer), new Snoozes(database, sealer)]
  const places = { ...kept, contacts, shares, snoozes, outbox: new Outbox(database, sealer) }
  return keptDataRoutes(places, now)
}
