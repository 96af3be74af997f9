import type { Absence } from '#contract/absence.ts'
import { type Filter } from '#contract/filters.ts'
import { type Forwarding, type ForwardingLimits, type ForwardingState, targetFaults } from '#contract/forwarding.ts'
import type { ForwardingPolicy } from '../../own-rules.ts'
import type { ScriptSession } from '../../sieve-port.ts'
import type { Surroundings } from './surroundings.ts'

/** What the operator and the server let this person forward. */
export function limitsOf(policy: ForwardingPolicy, session: ScriptSession | null, around: Surroundings) {
  const { outside, forbiddenDomains, maxTargets } = policy
  return {
    ...{ outside, confirmsOutside: (around.confirmed ?? null) !== null, forbiddenDomains: [...forbiddenDomains] },
    ...{ addresses: [...around.addresses], insideDomains: [...around.insideDomains] },
    // A server that is asked for more fails at the message.
    maxTargets: Math.min(maxTargets, session?.offer.maxRedirects ?? maxTargets),
  }
}

/** Whether the operator and the directory let this person forward at all. */
export const mayForward = (policy: ForwardingPolicy, around: Surroundings) =>
  policy.allowed && around.mayForward !== false

/** Where filters that are on forward to. */
export const filterForwards = (filters: readonly Filter[]): ForwardingState['filterForwards'] =>
  filters.flatMap(({ isOn, name, actions }) =>
    actions.flatMap((action) => (isOn && action.do === 'forward' ? [{ address: action.address, filter: name }] : [])),
  )

/** Where a message may be sent on to, by all rules that are on together. */
export function targetsIn({ absence, forwarding, filters }: ForwardingRules): Set<string> {
  const targets = [
    ...(absence?.isOn && absence.colleague !== null ? [absence.colleague] : []),
    ...(forwarding?.isOn ? forwarding.targets : []),
    ...filterForwards(filters).map(({ address }) => address),
  ]
  return new Set(targets.map((target) => target.toLowerCase()))
}

interface ForwardingRules {
  absence: Absence | null
  forwarding: Forwarding | null
  filters: readonly Filter[]
}

/**
 * Which actions forward to where they may not, by field. One message may be caught by all filters, so all their targets count
 * together, with those of the forwarding. What was saved before the operator forbade it goes on until it is changed.
 */
export function forwardFaults(filters: readonly Filter[], limits: ForwardingLimits | null, before: ForwardingRules) {
  const known = new Set(before.filters.map((filter) => JSON.stringify(filter)))
  const targets = targetsIn({ ...before, filters: [] })
  return filters.flatMap((filter, index) =>
    filter.actions.flatMap((action, place) => {
      if (!filter.isOn || action.do !== 'forward') return []
      targets.add(action.address.toLowerCase())
      if (known.has(JSON.stringify(filter))) return []
      const isTooMany = limits !== null && targets.size > limits.maxTargets
      const code = limits === null ? 'wrong-form' : isTooMany ? 'too-many' : targetFaults([action.address], limits)[0]
      return code ? [{ field: `filters.${index}.actions.${place}.address`, code }] : []
    }),
  )
}
