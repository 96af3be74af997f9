import { setTimeout as pause } from 'node:timers/promises'

/** How long a person's part of the page may take on a machine that is busy; nothing waits this long when all is well. */
export const patienceMs = 20_000

/**
 * Asks again every 50 ms until the answer is something other than `undefined`, `null` or `false`, and gives that.
 * Rejects after `withinMs` with what was waited for and the last fault.
 */
export async function eventually<T>(
  what: string,
  ask: () => T | Promise<T>,
  { withinMs = patienceMs }: { withinMs?: number } = {},
): Promise<Exclude<T, undefined | null | false>> {
  const deadline = Date.now() + withinMs
  let fault: unknown
  for (;;) {
    try {
      const answer = await ask()
      if (answer !== undefined && answer !== null && answer !== false) {
        return answer as Exclude<T, undefined | null | false>
      }
      fault = undefined
    } catch (error) {
      fault = error
    }
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain for: ${what}`, { cause: fault })
    await pause(50)
  }
}
