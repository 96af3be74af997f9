import type { Filter, FiltersState } from '#contract/filters.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { OwnFilters } from '../../own-rules.ts'
import type { ScriptSession } from '../../sieve-port.ts'
import { conditionNeeds, filterNeeds } from './filter-rule.ts'
import { loadRules, storeRules } from './rule-store.ts'
import { type RuleServices, withScripts } from './with-scripts.ts'

/** Filters as Sieve scripts on the person's mail server. */
export class SieveFilters implements OwnFilters {
  readonly #services: RuleServices

  constructor(services: RuleServices) {
    this.#services = services
  }

  readFilters(person: SignedIn): Promise<FiltersState> {
    return withScripts(this.#services, person, stateOf)
  }

  saveFilters(person: SignedIn, filters: readonly Filter[], version: string): Promise<FiltersState> {
    return withScripts(this.#services, person, async (session, surroundings) => {
      if (!session) throw new Problem('not-allowed')
      const before = await stateOf(session)
      if (before.version !== version) throw new Problem('rules-changed')
      if (!before.isOffered && filters.some(({ isOn }) => isOn)) throw new Problem('not-allowed')
      refuseMissing(filters, before)
      await storeRules(session, { filters: [...filters] }, { version, surroundings })
      return stateOf(session)
    })
  }
}

async function stateOf(session: ScriptSession | null): Promise<FiltersState> {
  if (!session) return unoffered
  const { extensions } = session.offer
  const { rules, isChanged, runs, otherScript, version } = await loadRules(session)
  return {
    isOffered: [...filterNeeds, 'include'].every((name) => extensions.includes(name)),
    missing: (['body', 'attachment'] as const).filter((on) => !extensions.includes(conditionNeeds[on])),
    filters: rules.filters,
    isInForce: runs && rules.filters.some(({ isOn }) => isOn),
    isChangedElsewhere: isChanged,
    otherScript,
    isAllForwarded: runs && rules.forwarding?.isOn === true && !rules.forwarding.keepsCopy,
    version,
  }
}

const unoffered: FiltersState = {
  ...{ isOffered: false, missing: [], filters: [], isInForce: false, isChangedElsewhere: false },
  ...{ otherScript: null, isAllForwarded: false, version: '' },
}

function refuseMissing(filters: readonly Filter[], { missing }: FiltersState): void {
  const fields = filters.flatMap(({ isOn, conditions }, index) =>
    conditions.flatMap(({ on }, place) =>
      isOn && missing.some((each) => each === on)
        ? [{ field: `filters.${index}.conditions.${place}`, code: 'wrong-form' as const }]
        : [],
    ),
  )
  if (fields.length > 0) throw new Problem('invalid-request', { fields })
}
