import type { Absence, AbsenceState } from '#contract/absence.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { MailIdentity } from '../../mail-account.ts'
import type { OwnRules } from '../../own-rules.ts'
import { ScriptRefusal, type ScriptSession, type SieveScripts } from '../../sieve-port.ts'
import { absenceNeeds } from './absence-rule.ts'
import { scriptNames } from './include-script.ts'
import { clashes, loadRules, storeRules } from './rule-store.ts'
import { writeRules } from './rules-script.ts'

interface Services {
  /** Null where the mail server runs no scripts. */
  scripts: SieveScripts | null
  identityOf(person: SignedIn): MailIdentity
  /** All that mail to the person is addressed to. */
  addressesOf(person: SignedIn): Promise<string[]>
  /** The organisation's domain, beside those of the person's addresses. */
  domain: string | null
}

type Surroundings = Pick<AbsenceState, 'addresses' | 'insideDomains'>

const noAbsence: Absence = {
  ...{ isOn: false, startsAtMs: null, endsAtMs: null, daysBetween: 7 },
  ...{ insideText: '', outside: 'same', outsideText: '' },
}

/** Rules as Sieve scripts on the person's mail server. */
export class SieveRules implements OwnRules {
  readonly #services: Services

  constructor(services: Services) {
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
    const { version, absence } = state
    const wanted = writeRules({ absence }, surroundings)
    if (state.isChangedElsewhere || (await session.read(scriptNames.rules)).text === wanted) return state
    await storeRules(session, { absence }, { version, surroundings })
    return stateOf(session, surroundings)
  }

  async #with(
    person: SignedIn,
    work: (session: ScriptSession, surroundings: Surroundings) => Promise<AbsenceState>,
  ): Promise<AbsenceState> {
    const { scripts, domain } = this.#services
    const surroundings = surroundingsOf(await this.#services.addressesOf(person), domain)
    if (!scripts) return { ...unoffered, ...surroundings }
    const session = await scripts.open(this.#services.identityOf(person))
    try {
      return await work(session, surroundings)
    } catch (error) {
      throw error instanceof ScriptRefusal ? problemOf(error) : error
    } finally {
      await session.close()
    }
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

function surroundingsOf(addresses: string[], domain: string | null): Surroundings {
  const domains = [...addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)), domain ?? '']
  return { addresses, insideDomains: [...new Set(domains.map((name) => name.toLowerCase()))].filter(Boolean) }
}

/** Somebody else was at work between our looking and our writing, or the server says why not. */
function problemOf(error: ScriptRefusal): Problem {
  const isOvertaken = ['gone', 'exists', 'active'].includes(error.reason)
  return isOvertaken
    ? new Problem('rules-changed', {}, error)
    : new Problem('rules-refused', { serverSaid: error.serverSaid }, error)
}
