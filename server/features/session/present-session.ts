import type { Session } from '#contract/session.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'

export function presentSession({ signedIn, idleEndsAtMs, endsAtMs }: LiveSession, organisation: string): Session {
  const { name, addresses, user } = signedIn
  return {
    person: { name, address: addresses[0] ?? user, addresses },
    organisation,
    idleEndsAtMs: idleEndsAtMs(),
    endsAtMs,
  }
}
