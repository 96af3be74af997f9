import { setTimeout as pause } from 'node:timers/promises'
import { isProblem } from '#server/problem.ts'
import type { Working } from './apply-change.ts'

/** How long a job waits for a mail server that has gone away before it gives up. */
const patienceMs = 90_000
const shortestPauseMs = 250
const longestPauseMs = 4_000

/** Tries again while the mail server is away; every change of an account is safe to repeat on what is left. */
export async function insist<T>(
  working: Pick<Working, 'isOver' | 'patienceMs'>,
  work: (isRepeated: boolean) => Promise<T>,
): Promise<T> {
  const giveUpAtMs = Date.now() + (working.patienceMs ?? patienceMs)
  for (let failures = 0; ; failures += 1) {
    try {
      return await work(failures > 0)
    } catch (error) {
      const isAway = isProblem(error, 'mail-server-unavailable')
      if (!isAway || working.isOver() || Date.now() >= giveUpAtMs) throw error
      await pause(Math.min(longestPauseMs, shortestPauseMs * 2 ** failures), undefined, { ref: false })
      if (working.isOver()) throw error
    }
  }
}
