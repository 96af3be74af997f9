import { type Forwarding, type ForwardingLimits, targetFaults } from '#contract/forwarding.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { ForwardingPolicy, KnownForwarding, OwnForwarding } from '../../own-rules.ts'
import type { ScriptSession } from '../../sieve-port.ts'
import type { Surroundings } from './surroundings.ts'
import { filterForwards, limitsOf, mayForward, targetsIn } from './forwarding-limits.ts'
import { forwardingNeeds } from './forwarding-rule.ts'
import { otherForwarding } from './other-script.ts'
import { loadRules, storeRules } from './rule-store.ts'
import type { Rules } from './rules-script.ts'
import { doneNow, withoutTarget } from './waiting-targets.ts'
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

  readForwarding(person: SignedIn): Promise<KnownForwarding> {
    return withScripts(this.#services, person, (session, surroundings) => this.#stateOf(session, surroundings))
  }

  saveForwarding(person: SignedIn, forwarding: Forwarding, version: string): Promise<KnownForwarding> {
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

  async letThrough(person: SignedIn): Promise<void> {
    await this.#change(person, () => ({}))
  }

  async takeBack(person: SignedIn, address: string): Promise<void> {
    await this.#change(person, (rules) => withoutTarget(rules, address))
  }

  #change(person: SignedIn, changesTo: (rules: Rules) => Partial<Rules>): Promise<void> {
    return withScripts(this.#services, person, async (session, surroundings) => {
      if (!session) throw new Problem('not-allowed')
      const known = await loadRules(session)
      await storeRules(session, changesTo(known.rules), { version: known.version, surroundings, known })
    })
  }

  async #stateOf(session: ScriptSession | null, around: Surroundings): Promise<KnownForwarding> {
    const most = limitsOf(this.#policy, session, around)
    if (!session) return { ...unoffered, limits: most }
    const { rules, isChanged, runs, otherScript, version } = await loadRules(session)
    const forwarding = rules.forwarding ?? noForwarding
    const canForward = [...forwardingNeeds, 'include'].every((name) => session.offer.extensions.includes(name))
    return {
      isOffered: mayForward(this.#policy, around) && canForward,
      forwarding,
      isInForce: doneNow(forwarding, rules.waiting).isOn && runs,
      isChangedElsewhere: isChanged,
      otherScript,
      ...(await otherForwarding(session, otherScript)),
      filterForwards: filterForwards(rules.filters),
      colleague: rules.absence?.isOn ? rules.absence.colleague : null,
      waiting: [...rules.waiting],
      // What filters and the out of office forward counts as well, where one message is caught by them.
      limits: { ...most, maxTargets: Math.max(0, most.maxTargets - targetsIn({ ...rules, forwarding: null }).size) },
      version,
    }
  }
}

const unoffered = {
  ...{ isOffered: false, forwarding: noForwarding, isInForce: false, isChangedElsewhere: false },
  ...{
    otherScript: null,
    otherRejects: false,
    otherForwards: [],
    filterForwards: [],
    colleague: null,
    waiting: [],
    version: '',
  },
}

function refuseFaults(targets: readonly string[], limits: ForwardingLimits): void {
  const fields = targetFaults(targets, limits).flatMap((code, index) =>
    code === null ? [] : [{ field: `forwarding.targets.${index}`, code }],
  )
  if (fields.length > 0) throw new Problem('invalid-request', { fields })
}
