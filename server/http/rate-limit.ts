import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { RateClass } from '#contract/endpoint.ts'
import { Problem } from '#server/problem.ts'

export type RateLimit = (rate: RateClass, who: string) => Promise<void>

/**
 * How often one person (or, before sign-in, one network) may call each class of route, per minute.
 *
 * @throws Problem `too-many-requests` with the seconds to wait
 */
export function rateLimit(perMinute: Record<RateClass, number>): RateLimit {
  const limiters = new Map(
    Object.entries(perMinute).map(([rate, points]) => [
      rate as RateClass,
      new RateLimiterMemory({ keyPrefix: rate, points, duration: 60 }),
    ]),
  )
  return async (rate, who) => {
    try {
      await limiters.get(rate)?.consume(who)
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error
      throw new Problem('too-many-requests', { retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) })
    }
  }
}
