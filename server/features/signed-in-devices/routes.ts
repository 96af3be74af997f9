import {
  listSignedInDevices,
  type SignedInDevice,
  signOutDevice,
  signOutOtherDevices,
} from '#contract/signed-in-devices.ts'
import { route, type Route } from '#server/http/route.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import { Problem } from '#server/problem.ts'
import { deviceNames } from '#server/sessions/device-names.ts'
import type { SessionStore } from '#server/sessions/session-store.ts'
import type { Sealer } from '#server/storage/sealing.ts'

/** The person's own sessions, seen and ended. Only those of their account are ever looked for. */
export function signedInDeviceRoutes(
  store: SessionStore,
  sealer: Sealer,
  onEnd: (visit: SignedInVisit, count: number) => void,
): Route[] {
  const idOf = (key: string) => sealer.fingerprint(JSON.stringify(['signed-in-device', key]))

  async function list({ session }: SignedInVisit): Promise<{ items: SignedInDevice[] }> {
    const found = await store.ofAccount(session.signedIn.user)
    const items = found.map(({ key, data, seenAtMs }) => ({
      id: idOf(key),
      isThis: key === session.key,
      ...deviceNames(data.device?.agent ?? ''),
      network: data.device?.network ?? '',
      signedInAtMs: data.startedAtMs ?? seenAtMs,
      lastUsedAtMs: seenAtMs,
    }))
    items.sort((a, b) => Number(b.isThis) - Number(a.isThis) || b.lastUsedAtMs - a.lastUsedAtMs)
    return { items }
  }

  async function end(visit: SignedInVisit, isMeant: (key: string) => boolean): Promise<{ items: SignedInDevice[] }> {
    const ending = (await store.ofAccount(visit.session.signedIn.user)).filter(({ key }) => isMeant(key))
    for (const { key } of ending) await visit.endOther(key)
    if (ending.length > 0) onEnd(visit, ending.length)
    return list(visit)
  }

  return [
    route(listSignedInDevices, (_request, visit) => list(visit)),
    route(signOutDevice, ({ body }, visit) => {
      if (body.id === idOf(visit.session.key)) throw new Problem('not-allowed')
      return end(visit, (key) => idOf(key) === body.id)
    }),
    route(signOutOtherDevices, (_request, visit) => end(visit, (key) => key !== visit.session.key)),
  ]
}
