import { type Forwarding, type ForwardingLimits, type ForwardingState, targetFaults } from '#contract/forwarding.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { ForwardingPolicy, OwnForwarding } from '../../own-rules.ts'
import type { ScriptSession } from '../../sieve-port.ts'
import type { Surroundings } from './absence-rule.ts'
import { forwardingNeeds } from './forwarding-rule.ts'
import { otherForwarding } from './other-script.ts'
import { loadRules, storeRules } from './rule-store.ts'
import { type RuleServices, withScripts } from './with-scripts.ts'

const noForwarding: Forwarding = { isOn: false, targets: [], keepsCopy: true }

/** Forwarding as a Sieve script on the person's mail server. */
export class SieveForwarding implements OwnForwarding {
  readonly #services: RuleServices
  readonly #policy: ForwardingPolicy

  constructor(services: RuleServices, policy: ForwardingPolicy) {
    this.#services = services
    this.#policy = policy
  }

  readForwarding(person: SignedIn): Promise<ForwardingState> {
    return withScripts(this.#services, person, (session, surroundings) => this.#stateOf(session, surroundings))
  }

  saveForwarding(person: SignedIn, forwarding: Forwarding, version: string): Promise<ForwardingState> {
    return withScripts(this.#services, person, async (session, surroundings) => {
      if (!session) throw new Problem('not-allowed')
      const before = await this.#stateOf(session, surroundings)
      if (before.version !== version) throw new Problem('rules-changed')
      if (forwarding.isOn) {
        if (!before.isOffered || before.otherRejects) throw new Problem('not-allowed')
        refuseFaults(forwarding.targets, before.limits)
      }
      await storeRules(session, { forwarding }, { version, surroundings })
      return this.#stateOf(session, surroundings)
    })
  }

  async #stateOf(session: ScriptSession | null, around: Surroundings): Promise<ForwardingState> {
    const limits = this.#limits(session, around)
    if (!session) return { ...unoffered, limits }
    const { rules, isChanged, runs, otherScript, version } = await loadRules(session)
    const forwarding = rules.forwarding ?? noForwarding
    const canForward = [...forwardingNeeds, 'include'].every((name) => session.offer.extensions.includes(name))
    return {
      isOffered: this.#policy.allowed && canForward,
      forwarding,
      isInForce: forwarding.isOn && runs,
      isChangedElsewhere: isChanged,
      otherScript,
      ...(await otherForwarding(session, otherScript)),
      limits,
      version,
    }
  }

  #limits(session: ScriptSession | null, around: Surroundings): ForwardingLimits {
    const { outside, forbiddenDomains, maxTargets } = this.#policy
    return {
      ...{ outside, forbiddenDomains: [...forbiddenDomains] },
      ...{ addresses: [...around.addresses], insideDomains: [...around.insideDomains] },
      // A server that is asked for more fails at the message.
      maxTargets: Math.min(maxTargets, session?.offer.maxRedirects ?? maxTargets),
    }
  }
}

const unoffered = {
  ...{ isOffered: false, forwarding: noForwarding, isInForce: false, isChangedElsewhere: false },
  ...{ otherScript: null, otherRejects: false, otherForwards: [], version: '' },
}

function refuseFaults(targets: readonly string[], limits: ForwardingLimits): void {
  const fields = targetFaults(targets, limits).flatMap((code, index) =>
    code === null ? [] : [{ field: `forwarding.targets.${index}`, code }],
  )
  if (fields.length > 0) throw new Problem('invalid-request', { fields })
}
