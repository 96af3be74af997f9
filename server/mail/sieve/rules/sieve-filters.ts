import { answersAt } from '#contract/absence-times.ts'
import {
  type Filter,
  type FilterAction,
  type FilterCondition,
  filterMissing,
  type FiltersState,
} from '#contract/filters.ts'
import { lacksField, replyFieldsIn } from '#contract/reply-words.ts'
import { knownWish } from '#server/mail/filter-verdict.ts'
import { type KnownSenders, nobodyKnown } from '#server/mail/known-senders.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { FilterReach, ForwardingPolicy, OwnFilters, RunningRules } from '../../own-rules.ts'
import type { ScriptSession } from '../../sieve-port.ts'
import { boundsOf } from './filter-bounds.ts'
import { conditionNeeds, filterNeeds } from './filter-rule.ts'
import { forwardFaults, limitsOf, mayForward } from './forwarding-limits.ts'
import { rejectNeeds } from './reject-rule.ts'
import { replyNeeds } from './reply-rule.ts'
import { clashes, loadRules, type ServerRules, storeRules } from './rule-store.ts'
import { noRules, type Rules } from './rules-script.ts'
import type { Surroundings } from './surroundings.ts'
import { doneNow, isWaiting } from './waiting-targets.ts'
import { type RuleServices, withScripts } from './with-scripts.ts'

/** Filters as Sieve scripts on the person's mail server. */
export class SieveFilters implements OwnFilters {
  readonly #services: RuleServices

  readonly #policy: ForwardingPolicy

  constructor(services: RuleServices, policy: ForwardingPolicy) {
    this.#services = services
    this.#policy = policy
  }

  readFilters(person: SignedIn, reach?: FilterReach): Promise<FiltersState> {
    return withScripts(this.#services, person, async (session, around) => {
      if (!session) return unoffered
      const known = await loadRules(session)
      return withBounds(await this.#stateOf(session, known, around), known, reach)
    })
  }

  running(person: SignedIn): Promise<RunningRules> {
    return withScripts(this.#services, person, runningIn)
  }

  saveFilters(
    person: SignedIn,
    filters: readonly Filter[],
    version: string,
    reach?: FilterReach,
  ): Promise<FiltersState> {
    return withScripts(this.#services, person, async (session, around) => {
      const surroundings = reach ? { ...around, reach } : around
      if (!session) throw new Problem('not-allowed')
      const known = await loadRules(session)
      const before = await this.#stateOf(session, known, surroundings)
      if (before.version !== version) throw new Problem('rules-changed')
      if (!before.isOffered && filters.some(({ isOn }) => isOn)) throw new Problem('not-allowed')
      const fields = [
        ...missingIn(filters, before),
        // What others may have sent on is for `refuseOutOfBounds` to say.
        ...(reach ? [] : forwardFaults(filters, before.forwarding, known.rules)),
        ...(await unknownIn(filters, surroundings)),
      ]
      if (fields.length > 0) throw new Problem('invalid-request', { fields })
      const after = await storeRules(session, { filters: [...filters] }, { version, surroundings, known })
      return withBounds(await this.#stateOf(session, after, surroundings), after, reach)
    })
  }

  async knownSenders(
    person: SignedIn,
    filters: readonly Pick<Filter, 'needs' | 'conditions'>[],
  ): Promise<KnownSenders> {
    const wish = knownWish(filters)
    const asksNobody = !wish.contacts && wish.groups.length === 0
    const known = asksNobody ? nobodyKnown : await this.#services.knownSenders?.(person, wish)
    return { ...(known ?? nobodyKnown), own: await this.#services.addressesOf(person) }
  }

  async #stateOf(session: ScriptSession, known: ServerRules, around: Surroundings): Promise<FiltersState> {
    const offers = (names: readonly string[]) => names.every((name) => session.offer.extensions.includes(name))
    const { rules, isChanged, runs, otherScript, version } = known
    return {
      isOffered: offers([...filterNeeds, 'include']),
      missing: filterMissing.filter(
        (on) => !offers(conditionNeeds[on]) || (asksGroup(on) && !this.#services.knowsGroups),
      ),
      forwarding: mayForward(this.#policy, around) ? limitsOf(this.#policy, session, around) : null,
      canReply: offers(replyNeeds) && !(await clashes(session, otherScript)),
      canReject: offers(rejectNeeds) && around.refusal !== undefined,
      filters: rules.filters,
      isInForce: runs && rules.filters.some(({ isOn }) => isOn),
      isChangedElsewhere: isChanged,
      otherScript,
      isAllForwarded: runs && forwardingNow(rules) === 'without-copy',
      version,
    }
  }
}

/** As it is for somebody who sees to them: with what they may not change, and without what they may not have done. */
function withBounds(state: FiltersState, known: ServerRules, reach: FilterReach | undefined): FiltersState {
  if (!reach) return state
  const bounds = { ...boundsOf(known, reach), folderIds: [...reach.folderIds] }
  return { ...state, forwarding: null, canReject: false, canReply: state.canReply && reach.answers, bounds }
}

async function runningIn(session: ScriptSession | null, { addresses }: Surroundings): Promise<RunningRules> {
  const { rules, runs, otherScript } = session ? await loadRules(session) : nothing
  const { allowed, blocked, filters, absence, acknowledgement, waiting } = runs ? rules : noRules
  const isAway = absence?.isOn === true && answersAt(absence, Date.now())
  const colleague = absence?.colleague ?? null
  return {
    filters: filters.filter(({ isOn }) => isOn),
    senders: { blocked: blocked?.senders ?? [], allowed: [...allowed] },
    forwarding: forwardingNow(runs ? rules : noRules),
    isAway,
    acknowledges: acknowledgement?.isOn === true,
    colleague: isAway && colleague !== null && !isWaiting(colleague, waiting) ? colleague : null,
    otherScript,
    own: addresses,
  }
}

function forwardingNow({ forwarding, waiting }: Rules): RunningRules['forwarding'] {
  if (!forwarding || !doneNow(forwarding, waiting).isOn) return 'off'
  return forwarding.keepsCopy ? 'with-copy' : 'without-copy'
}

const nothing = { rules: noRules, runs: false, otherScript: null }

const unoffered: FiltersState = {
  ...{ isOffered: false, missing: [], filters: [], isInForce: false, isChangedElsewhere: false },
  ...{ otherScript: null, isAllForwarded: false, version: '', forwarding: null, canReply: false, canReject: false },
}

const asksGroup = (on: FilterCondition['on']) => on === 'group-member' || on === 'recipient-group-member'

/** Groups that there are not, or that are too large to be looked through. */
async function unknownIn(filters: readonly Filter[], { lookUp }: Surroundings) {
  const wish = knownWish(filters.filter(({ isOn }) => isOn))
  if (!lookUp || wish.groups.length === 0) return []
  const { members } = await lookUp({ ...wish, contacts: false })
  const isUnknown = (condition: FilterCondition): boolean =>
    condition.on === 'group'
      ? condition.conditions.some(isUnknown)
      : asksGroup(condition.on) && 'value' in condition && !members.has(condition.value.toLowerCase())
  return filters.flatMap(({ isOn, conditions }, index) =>
    conditions.flatMap((condition, place) =>
      isOn && isUnknown(condition)
        ? [{ field: `filters.${index}.conditions.${place}.value`, code: 'unknown-person' as const }]
        : [],
    ),
  )
}

/** Of filters that are on, what this server cannot do. */
function missingIn(filters: readonly Filter[], { missing, canReply, canReject }: FiltersState) {
  const cannotSay = (text: string) => !canReply || replyFieldsIn(text).some((field) => lacksField(field, missing))
  const cannot = (action: FilterAction) =>
    (action.do === 'reply' && cannotSay(action.text)) || (action.do === 'reject' && !canReject)
  return filters.flatMap(({ isOn, conditions, actions }, index) => {
    if (!isOn) return []
    const isMissing = (condition: FilterCondition): boolean =>
      condition.on === 'group' ? condition.conditions.some(isMissing) : missing.some((each) => each === condition.on)
    return [
      ...conditions.flatMap((condition, place) => (isMissing(condition) ? [`conditions.${place}`] : [])),
      ...actions.flatMap((action, place) => (cannot(action) ? [`actions.${place}`] : [])),
    ].map((field) => ({ field: `filters.${index}.${field}`, code: 'wrong-form' as const }))
  })
}
