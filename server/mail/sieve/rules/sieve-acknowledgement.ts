import type { Acknowledgement, AcknowledgementState } from '#contract/acknowledgement.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { OwnAcknowledgement } from '../../own-rules.ts'
import type { ScriptSession } from '../../sieve-port.ts'
import { replyNeeds } from './reply-rule.ts'
import { clashes, loadRules, renewed, type ServerRules, storeRules } from './rule-store.ts'
import type { Surroundings } from './surroundings.ts'
import { type RuleServices, withScripts } from './with-scripts.ts'

const none: Acknowledgement = { isOn: false, text: '', daysBetween: 7 }

/** An acknowledgement as a Sieve script on the mail server. */
export class SieveAcknowledgement implements OwnAcknowledgement {
  readonly #services: RuleServices

  constructor(services: RuleServices) {
    this.#services = services
  }

  readAcknowledgement(person: SignedIn): Promise<AcknowledgementState> {
    return withScripts(this.#services, person, async (session, around) => {
      if (!session) return { ...unoffered, addresses: [...around.addresses] }
      return stateOf(session, await renewed(session, await loadRules(session), around), around)
    })
  }

  saveAcknowledgement(
    person: SignedIn,
    acknowledgement: Acknowledgement,
    version: string,
  ): Promise<AcknowledgementState> {
    return withScripts(this.#services, person, async (session, surroundings) => {
      if (!session) throw new Problem('not-allowed')
      const known = await loadRules(session)
      const before = await stateOf(session, known, surroundings)
      if (before.version !== version) throw new Problem('rules-changed')
      const { isOn } = acknowledgement
      if (isOn && (!before.isOffered || before.otherAnswers)) throw new Problem('not-allowed')
      const after = await storeRules(session, { acknowledgement }, { version, surroundings, known })
      return stateOf(session, after, surroundings)
    })
  }
}

const unoffered = {
  ...{ isOffered: false, acknowledgement: none, isInForce: false, isChangedElsewhere: false },
  ...{ otherScript: null, otherAnswers: false, version: '' },
}

async function stateOf(
  session: ScriptSession,
  { rules, isChanged, runs, otherScript, version }: ServerRules,
  { addresses }: Surroundings,
): Promise<AcknowledgementState> {
  const acknowledgement = rules.acknowledgement ?? none
  return {
    isOffered: [...replyNeeds, 'include'].every((name) => session.offer.extensions.includes(name)),
    acknowledgement,
    isInForce: acknowledgement.isOn && runs,
    isChangedElsewhere: isChanged,
    otherScript,
    otherAnswers: await clashes(session, otherScript),
    addresses: [...addresses],
    version,
  }
}
