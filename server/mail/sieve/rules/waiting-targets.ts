import { type Forwarding, isOutside } from '#contract/forwarding.ts'
import { targetsIn } from './forwarding-limits.ts'
import type { Rules } from './rules-script.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Which of these rules' targets get nothing yet: those outside that nobody has confirmed. What is forwarded to already goes on, as
 * when the operator forbids it.
 */
export function waitingTargets(next: Rules, before: Rules, around: Surroundings): string[] {
  const { confirmed = null } = around
  if (confirmed === null) return []
  const goesOn = targetsIn(before)
  for (const target of before.waiting) goesOn.delete(target)
  return [...targetsIn(next)].filter(
    (target) =>
      isOutside(target, { insideDomains: [...around.insideDomains] }) &&
      !confirmed.includes(target) &&
      !goesOn.has(target),
  )
}

export const isWaiting = (target: string, waiting: readonly string[]) => waiting.includes(target.toLowerCase())

/** What of a forwarding is done now: it is off while all its targets wait. */
export function doneNow(forwarding: Forwarding, waiting: readonly string[]): Forwarding {
  const targets = forwarding.targets.filter((target) => !isWaiting(target, waiting))
  return { ...forwarding, targets, isOn: forwarding.isOn && targets.length > 0 }
}

/** These rules without an address, whatever names it. A filter that forwards there is turned off. */
export function withoutTarget({ forwarding, absence, filters }: Rules, address: string): Partial<Rules> {
  const isIt = (other: string | null) => other?.toLowerCase() === address.toLowerCase()
  const targets = forwarding?.targets.filter((target) => !isIt(target)) ?? []
  return {
    forwarding: forwarding && { ...forwarding, targets, isOn: forwarding.isOn && targets.length > 0 },
    absence: absence && { ...absence, colleague: isIt(absence.colleague) ? null : absence.colleague },
    filters: filters.map((filter) => {
      const leads = filter.actions.some((action) => action.do === 'forward' && isIt(action.address))
      return leads ? { ...filter, isOn: false } : filter
    }),
  }
}
