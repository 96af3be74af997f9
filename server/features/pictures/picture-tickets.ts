import * as z from 'zod/mini'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { Sealer } from '#server/storage/sealing.ts'

const validForMs = 60 * 60_000

const ticketContent = z.strictObject({ address: z.string(), consentId: z.string(), untilMs: z.number() })

/**
 * Makes and reads the tickets pictures are fetched by (security.md 32). A ticket is the address itself, sealed: nobody can make
 * one, it opens only for the session it was made for, and neither a log nor the browser's history tells which site it names.
 */
export class PictureTickets {
  readonly #sealer: Sealer
  readonly #now: () => number

  constructor(sealer: Sealer, now: () => number = Date.now) {
    this.#sealer = sealer
    this.#now = now
  }

  make(session: LiveSession, address: string, consentId: string): string {
    const content = { address, consentId, untilMs: this.#now() + validForMs }
    return this.#sealer.seal(JSON.stringify(content), purposeOf(session))
  }

  /** What it is for, or null when it is not good for this session, or no longer. */
  read(session: LiveSession, ticket: string): { address: string; consentId: string } | null {
    const text = this.#sealer.open(ticket, purposeOf(session))
    const content = text === null ? undefined : ticketContent.safeParse(JSON.parse(text)).data
    return content && this.#now() < content.untilMs ? content : null
  }
}

const purposeOf = ({ key, signedIn }: LiveSession) => `picture:${signedIn.user}:${key}`
