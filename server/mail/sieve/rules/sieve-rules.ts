import type { Absence, AbsenceState } from '#contract/absence.ts'
import type { AbsencePreview } from '#contract/absence-preview.ts'
import { type ForwardingLimits, targetFaults } from '#contract/forwarding.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { ForwardingPolicy, OwnRules } from '../../own-rules.ts'
import type { ScriptSession } from '../../sieve-port.ts'
import { previewOf } from './absence-preview.ts'
import { absenceNeeds } from './absence-rule.ts'
import { limitsOf, mayForward, targetsIn } from './forwarding-limits.ts'
import { forwardingNeeds } from './forwarding-rule.ts'
import { clashes, loadRules, renewed, type ServerRules, storeRules } from './rule-store.ts'
import { noRules } from './rules-script.ts'
import type { Surroundings as Around } from './surroundings.ts'
import { waitingTargets } from './waiting-targets.ts'
import { type RuleServices, withScripts } from './with-scripts.ts'

type Surroundings = Pick<AbsenceState, 'addresses' | 'insideDomains'> &
  Pick<Around, 'confirmed' | 'lookUp' | 'startsNoRedirect'>

const noAbsence: Absence = {
  ...{ isOn: false, startsAtMs: null, endsAtMs: null, weekly: null, colleague: null, daysBetween: 7 },
  ...{ insideText: '', outside: 'same', outsideText: '' },
}

/** Rules as Sieve scripts on the person's mail server. */
export class SieveRules implements OwnRules {
  readonly #services: RuleServices

  readonly #policy: ForwardingPolicy

  constructor(services: RuleServices, policy: ForwardingPolicy) {
    this.#services = services
    this.#policy = policy
  }

  readAbsence(person: SignedIn): Promise<AbsenceState> {
    return this.#with(person, async (session, surroundings) => {
      const known = await renewed(session, await loadRules(session), surroundings)
      return this.#stateOf(session, known, surroundings)
    })
  }

  async saveAbsence(person: SignedIn, absence: Absence, version: string): Promise<AbsenceState> {
    if (!this.#services.scripts) throw new Problem('not-allowed')
    return this.#with(person, async (session, surroundings) => {
      const known = await loadRules(session)
      const before = await this.#stateOf(session, known, surroundings)
      if (before.version !== version) throw new Problem('rules-changed')
      if (!before.isOffered || (absence.isOn && before.otherAnswers)) throw new Problem('not-allowed')
      const isOwn = surroundings.startsNoRedirect !== true
      if (isOwn && absence.isOn && !isSameColleague(absence, before.absence))
        refuseFault(absence.colleague, before.forwarding)
      const after = await storeRules(session, { absence }, { version, surroundings, known })
      return this.#stateOf(session, after, surroundings)
    })
  }

  previewAbsence(person: SignedIn, absence: Absence, address: string | null): Promise<AbsencePreview> {
    return withScripts(this.#services, person, async (session, around) => {
      if (!session) throw new Problem('not-allowed')
      const { rules, runs } = await loadRules(session)
      const { allowed, blocked } = runs ? rules : noRules
      const waiting = waitingTargets({ ...noRules, absence: { ...absence, isOn: true } }, rules, around)
      return previewOf({ ...noRules, allowed, blocked, waiting }, absence, { around, address, nowMs: Date.now() })
    })
  }

  async #stateOf(session: ScriptSession, known: ServerRules, surroundings: Surroundings): Promise<AbsenceState> {
    const { rules, isChanged, runs, otherScript, version } = known
    const absence = rules.absence ?? noAbsence
    const offers = (names: readonly string[]) => names.every((name) => session.offer.extensions.includes(name))
    const limits = limitsOf(this.#policy, session, surroundings)
    const others = targetsIn({ ...rules, absence: null }).size
    return {
      isOffered: offers([...absenceNeeds, 'include']),
      absence,
      isInForce: absence.isOn && runs,
      isChangedElsewhere: isChanged,
      otherScript,
      otherAnswers: await clashes(session, otherScript),
      forwarding:
        mayForward(this.#policy, surroundings) && offers(forwardingNeeds)
          ? { ...limits, maxTargets: Math.max(0, limits.maxTargets - others) }
          : null,
      ...surroundings,
      version,
    }
  }

  #with(
    person: SignedIn,
    work: (session: ScriptSession, surroundings: Surroundings) => Promise<AbsenceState>,
  ): Promise<AbsenceState> {
    return withScripts<AbsenceState>(this.#services, person, (session, { addresses, insideDomains, ...around }) => {
      const surroundings = { ...around, addresses: [...addresses], insideDomains: [...insideDomains] }
      return session ? work(session, surroundings) : { ...unoffered, ...surroundings }
    })
  }
}

const unoffered = {
  ...{ isOffered: false, absence: noAbsence, isInForce: false, isChangedElsewhere: false },
  ...{ otherScript: null, otherAnswers: false, forwarding: null, version: '' },
}

/** What the operator forbade since goes on until it is changed. */
const isSameColleague = (one: Absence, other: Absence) => other.isOn && one.colleague === other.colleague

function refuseFault(colleague: string | null, limits: ForwardingLimits | null): void {
  if (colleague === null) return
  const code = limits === null ? 'wrong-form' : targetFaults([colleague], limits)[0]
  if (code) throw new Problem('invalid-request', { fields: [{ field: 'absence.colleague', code }] })
}
