import type { Session, SignInProvider } from '#contract/session.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'

export function presentSession(
  { signedIn, idleEndsAtMs, endsAtMs }: LiveSession,
  { organisation, providers }: { organisation: string; providers: readonly SignInProvider[] },
): Session {
  const { name, addresses, user } = signedIn
  const provider = providers.find(({ id }) => id === signedIn.provider?.id)
  return {
    person: { name, address: addresses[0] ?? user, addresses },
    organisation,
    ...(provider && { provider }),
    idleEndsAtMs: idleEndsAtMs(),
    endsAtMs,
  }
}
