import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '#server/problem.ts'

export type RateLimit<Rate extends string> = (rate: Rate, who: string) => Promise<void>

/**
 * How often one person (or, before sign-in, one network) may call each class of route, per minute.
 *
 * @throws Problem `too-many-requests` with the seconds to wait
 */
export function rateLimit<Rate extends string>(perMinute: Record<Rate, number>): RateLimit<Rate> {
  const limiters = new Map(
    Object.entries<number>(perMinute).map(([rate, points]) => [
      rate,
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
