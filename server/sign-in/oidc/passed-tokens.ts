import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { isProblem, Problem } from '#server/problem.ts'
import type { OneUse } from '#server/storage/one-use.ts'

/** What a provider gives for use at the mail servers. */
export interface MailToken {
  access: string
  /** With which a new one is had; null where the provider gives none. */
  refresh: string | null
  endsAtMs: number
}

/** A provider whose access tokens open the mail. */
export interface TokenSource {
  readonly id: string
  /** @throws Problem `provider-refused`, `provider-unavailable` */
  renew(refresh: string): Promise<MailToken>
}

interface Parts {
  sources: readonly TokenSource[]
  oneUse: OneUse
  /** As long as a session lasts at most. */
  keepMs: number
  now: () => number
}

const kept = z.object({
  providerId: z.string(),
  access: z.string(),
  refresh: z.nullable(z.string()),
  endsAtMs: z.number(),
  keptUntilMs: z.number(),
})
type Kept = z.output<typeof kept>

/** One that ends sooner is renewed before it is used: connecting takes its time, and clocks differ. */
const leastLifeMs = 30_000
const leaseMs = 20_000
const lookAgainMs = 100

/**
 * The providers' own access tokens, sealed, beside the sessions that use them: any server renews them, and one at a time, because a provider
 * takes a refresh token that comes twice for stolen (RFC 9700, section 4.14.2).
 */
export class PassedTokens {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Gives the id by which the token is had. */
  async keep(providerId: string, token: MailToken): Promise<string> {
    const id = randomBytes(16).toString('base64url')
    const keptUntilMs = this.#parts.now() + this.#parts.keepMs
    await this.#write(id, { ...token, providerId, keptUntilMs })
    return id
  }

  /**
   * A token that is good now.
   *
   * @throws Problem `wrong-credentials` when the provider gives no other any more, `mail-server-unavailable` while it does not answer
   */
  async accessOf(id: string): Promise<string> {
    const { oneUse, now } = this.#parts
    for (let waitedMs = 0; waitedMs <= leaseMs; waitedMs += lookAgainMs) {
      const token = await this.#read(id)
      if (token.endsAtMs > now() + leastLifeMs) return token.access
      if (await oneUse.put(leaseOf(id), '', now() + leaseMs)) {
        try {
          return await this.#renew(id)
        } finally {
          await oneUse.take(leaseOf(id))
        }
      }
      await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
    }
    throw new Problem('mail-server-unavailable')
  }

  /** Alone. It may have been renewed while the lease was taken. */
  async #renew(id: string): Promise<string> {
    const { sources, now } = this.#parts
    const token = await this.#read(id)
    if (token.endsAtMs > now() + leastLifeMs) return token.access
    const source = sources.find((one) => one.id === token.providerId)
    if (token.refresh === null || !source) throw new Problem('wrong-credentials')
    try {
      const renewed = await source.renew(token.refresh)
      await this.#write(id, { ...token, ...renewed, refresh: renewed.refresh ?? token.refresh })
      return renewed.access
    } catch (error) {
      if (!isProblem(error, 'provider-refused', 'provider-unavailable')) throw error
      const isAway = error.type === 'provider-unavailable'
      throw new Problem(isAway ? 'mail-server-unavailable' : 'wrong-credentials', {}, error)
    }
  }

  async #read(id: string): Promise<Kept> {
    const text = await this.#parts.oneUse.read(keyOf(id))
    if (text === null) throw new Problem('wrong-credentials')
    return kept.parse(JSON.parse(text))
  }

  #write(id: string, token: Kept): Promise<void> {
    return this.#parts.oneUse.write(keyOf(id), JSON.stringify(token), token.keptUntilMs)
  }
}

const keyOf = (id: string) => JSON.stringify(['mail-token', id])
const leaseOf = (id: string) => JSON.stringify(['mail-token-lease', id])
