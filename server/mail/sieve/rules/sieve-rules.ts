import type { Absence, AbsenceState } from '#contract/absence.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { OwnRules } from '../../own-rules.ts'
import type { ScriptSession } from '../../sieve-port.ts'
import { absenceNeeds } from './absence-rule.ts'
import { scriptNames } from './include-script.ts'
import { clashes, loadRules, storeRules } from './rule-store.ts'
import { writeRules } from './rules-script.ts'
import { type RuleServices, withScripts } from './with-scripts.ts'

type Surroundings = Pick<AbsenceState, 'addresses' | 'insideDomains'>

const noAbsence: Absence = {
  ...{ isOn: false, startsAtMs: null, endsAtMs: null, daysBetween: 7 },
  ...{ insideText: '', outside: 'same', outsideText: '' },
}

/** Rules as Sieve scripts on the person's mail server. */
export class SieveRules implements OwnRules {
  readonly #services: RuleServices

  constructor(services: RuleServices) {
    this.#services = services
  }

  readAbsence(person: SignedIn): Promise<AbsenceState> {
    return this.#with(person, async (session, surroundings) => {
      const state = await stateOf(session, surroundings)
      return state.isInForce ? this.#renewed(session, state, surroundings) : state
    })
  }

  async saveAbsence(person: SignedIn, absence: Absence, version: string): Promise<AbsenceState> {
    if (!this.#services.scripts) throw new Problem('not-allowed')
    return this.#with(person, async (session, surroundings) => {
      const before = await stateOf(session, surroundings)
      if (before.version !== version) throw new Problem('rules-changed')
      if (!before.isOffered || (absence.isOn && before.otherAnswers)) throw new Problem('not-allowed')
      await storeRules(session, { absence }, { version, surroundings })
      return stateOf(session, surroundings)
    })
  }

  /** Writes it anew where it would be another by now: an address may have been added since. */
  async #renewed(session: ScriptSession, state: AbsenceState, surroundings: Surroundings): Promise<AbsenceState> {
    const { version, rules } = await loadRules(session)
    const wanted = writeRules(rules, surroundings)
    if (
      version !== state.version ||
      state.isChangedElsewhere ||
      (await session.read(scriptNames.rules)).text === wanted
    )
      return state
    await storeRules(session, {}, { version, surroundings })
    return stateOf(session, surroundings)
  }

  #with(
    person: SignedIn,
    work: (session: ScriptSession, surroundings: Surroundings) => Promise<AbsenceState>,
  ): Promise<AbsenceState> {
    return withScripts<AbsenceState>(this.#services, person, (session, { addresses, insideDomains }) => {
      const surroundings = { addresses: [...addresses], insideDomains: [...insideDomains] }
      return session ? work(session, surroundings) : { ...unoffered, ...surroundings }
    })
  }
}

const unoffered = {
  ...{ isOffered: false, absence: noAbsence, isInForce: false, isChangedElsewhere: false },
  ...{ otherScript: null, otherAnswers: false, version: '' },
}

async function stateOf(session: ScriptSession, surroundings: Surroundings): Promise<AbsenceState> {
  const { rules, isChanged, runs, otherScript, version } = await loadRules(session)
  const absence = rules.absence ?? noAbsence
  return {
    isOffered: [...absenceNeeds, 'include'].every((name) => session.offer.extensions.includes(name)),
    absence,
    isInForce: absence.isOn && runs,
    isChangedElsewhere: isChanged,
    otherScript,
    otherAnswers: await clashes(session, otherScript),
    ...surroundings,
    version,
  }
}
