import type { Device } from './device-cookie.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'

/** What a handler may know of a request beyond its parsed parts: plain values, no Express. */
export interface Visit {
  requestId: string
  /** The address the request came from, as far as the configured proxies can be believed. */
  network: string
  /** The browser it came from. */
  device: Device
  session: LiveSession | null
  /** A cookie the browser has sent, or null. */
  cookie(name: string): string | null
  /** The query as it was written, which a signature may be over. */
  query: string
  /** The file a request brings (`rawBody`), as it comes. */
  bytes(): AsyncIterable<Buffer>
  /** Begins a session under a new id; any old one of this browser is over. */
  start(signedIn: SignedIn, mail: MailAccount): Promise<LiveSession>
  /** Ends another session, by its key. */
  endOther(key: string): Promise<void>
  /** Ends the session on the server, its streams and connections included. */
  end(): Promise<void>
}

/** A visit of somebody who has signed in. */
export interface SignedInVisit extends Visit {
  session: LiveSession
}
