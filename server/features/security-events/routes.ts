import {
  knowNewDevices,
  readNewDevices,
  readSecurityEvents,
  type SecurityEventGroup,
  securityEventGroups,
  type SecurityEventKind,
} from '#contract/security-events.ts'
import { route, type Route } from '#server/http/route.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import type { KnownDevices } from '#server/storage/known-devices.ts'
import type { SecurityLog } from '#server/storage/security-log.ts'

interface SecurityEventFeature {
  log: SecurityLog
  devices: KnownDevices
  keepDays: number
}

/** Everybody reads what happened to their own account, and nobody else does. */
export function securityEventRoutes({ log, devices, keepDays }: SecurityEventFeature): Route[] {
  async function newTo({ session, device }: SignedInVisit) {
    const found = await devices.unseenBy(session.signedIn.user, device.idHash)
    const items = found.map(({ browser, system, network, firstAtMs: atMs }) => ({ browser, system, network, atMs }))
    return { items: items.toSorted((a, b) => b.atMs - a.atMs) }
  }
  return [
    route(readSecurityEvents, async ({ query: { group, before } }, { session }) => {
      const { entries, ...rest } = await log.read(session.signedIn.user, {
        before: before === undefined ? undefined : Number(before),
        fits: ({ kind }) => group === undefined || isOf(group, kind),
      })
      return { items: entries, keepDays, ...rest }
    }),

    route(readNewDevices, (_request, visit) => newTo(visit)),

    route(knowNewDevices, async ({ body }, visit) => {
      await devices.see(visit.session.signedIn.user, visit.device.idHash, body.upToMs)
      return newTo(visit)
    }),
  ]
}

const isOf = (group: SecurityEventGroup, kind: SecurityEventKind) =>
  (securityEventGroups[group] as readonly SecurityEventKind[]).includes(kind)
