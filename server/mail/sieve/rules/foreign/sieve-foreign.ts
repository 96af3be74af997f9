import { createHash } from 'node:crypto'
import type { ForeignRules } from '#contract/foreign-rules.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { ForeignScripts } from '../../../own-scripts.ts'
import type { ScriptSession } from '../../../sieve-port.ts'
import { filterNeeds } from '../filter-rule.ts'
import { scriptNames } from '../include-script.ts'
import { orGone } from '../other-script.ts'
import { loadRules, type ServerRules, storeRules } from '../rule-store.ts'
import type { Surroundings } from '../surroundings.ts'
import { type RuleServices, withScripts } from '../with-scripts.ts'
import { type Foreign, foreignRules, holds } from './foreign-rules.ts'

interface Looked {
  known: ServerRules
  foreign: Foreign
  state: ForeignRules
}

/** Scripts of other programs on the person's mail server, as filters. None of them is ever written. */
export class SieveForeignScripts implements ForeignScripts {
  readonly #services: RuleServices

  constructor(services: RuleServices) {
    this.#services = services
  }

  readRules(person: SignedIn, script: string): Promise<ForeignRules> {
    return this.#with(person, async (session) => (await look(session, script)).state)
  }

  takeRules(person: SignedIn, script: string, version: string): Promise<ForeignRules> {
    return this.#with(person, async (session, surroundings) => {
      const { known, foreign, state } = await look(session, script)
      if (state.version !== version) throw new Problem('rules-changed')
      const { filters, rest, restText, takes, isTaken } = foreign
      if (takes === 0 || isTaken) throw new Problem('not-allowed')
      if (rest !== null && restText !== null) await writeRest(session, rest, restText)
      const { rules } = known
      const all = [...rules.filters, ...filters.filter((filter) => !holds(rules.filters, filter))]
      await storeRules(session, { filters: all }, { version: known.version, surroundings, known, other: rest })
      return (await look(session, script)).state
    })
  }

  returnRules(person: SignedIn, script: string, version: string): Promise<ForeignRules> {
    return this.#with(person, async (session, surroundings) => {
      const { known, foreign, state } = await look(session, script)
      if (state.version !== version) throw new Problem('rules-changed')
      if (!foreign.isTaken) throw new Problem('not-allowed')
      const filters = known.rules.filters.filter((filter) => !holds(foreign.filters, filter))
      await storeRules(session, { filters }, { version: known.version, surroundings, known, other: script })
      const { rest, restText } = foreign
      if (rest !== null && (await session.read(rest).catch(orGone))?.text === restText) await session.remove(rest)
      return (await look(session, script)).state
    })
  }

  #with(
    person: SignedIn,
    work: (session: ScriptSession, surroundings: Surroundings) => Promise<ForeignRules>,
  ): Promise<ForeignRules> {
    return withScripts(this.#services, person, (session, surroundings) => {
      if (!session) throw new Problem('not-found')
      return work(session, surroundings)
    })
  }
}

async function look(session: ScriptSession, script: string): Promise<Looked> {
  const isOurs = Object.values<string>(scriptNames).includes(script)
  const found = isOurs ? null : await session.read(script).catch(orGone)
  if (found === null) throw new Problem('not-found')
  const known = await loadRules(session)
  const isOffered = [...filterNeeds, 'include'].every((name) => session.offer.extensions.includes(name))
  // Bytes that are no text would be others in what runs on.
  const source = found.isExact ? found.text : '\0'
  const foreign = foreignRules(source, script, known, isOffered)
  const { filters: _filters, restText: _restText, ...told } = foreign
  const version = createHash('sha256').update(`${known.version}\n${found.text}`).digest('hex').slice(0, 32)
  return { known, foreign, state: { script, ...told, version } }
}

/** Another script with this name is somebody's own. */
async function writeRest(session: ScriptSession, name: string, text: string): Promise<void> {
  const before = await session.read(name).catch(orGone)
  if (before !== null && before.text !== text) throw new Problem('rules-refused', { serverSaid: name })
  if (before === null) await session.write(name, text)
}
