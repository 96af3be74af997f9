import { createHash } from 'node:crypto'
import type { ScriptNote, ScriptSaved, ScriptsState, ScriptText } from '#contract/scripts.ts'
import { Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { EditedScript, OwnScripts } from '../../own-scripts.ts'
import type { ForwardingPolicy } from '../../own-rules.ts'
import { ScriptRefusal, type ScriptSession } from '../../sieve-port.ts'
import { limitsOf, mayForward } from './forwarding-limits.ts'
import { scriptNames } from './include-script.ts'
import { orGone } from './other-script.ts'
import { forbiddenRedirects } from './redirects.ts'
import { answersBeside, clashes, loadRules, runBeside } from './rule-store.ts'
import type { Surroundings } from './surroundings.ts'
import { type RuleServices, withScripts } from './with-scripts.ts'

/** A person's rules as Sieve scripts on their mail server. */
export class SieveOwnScripts implements OwnScripts {
  readonly #services: RuleServices
  readonly #policy: ForwardingPolicy

  constructor(services: RuleServices, policy: ForwardingPolicy) {
    this.#services = services
    this.#policy = policy
  }

  readScripts(person: SignedIn): Promise<ScriptsState> {
    return withScripts(this.#services, person, (session) => (session ? stateOf(session) : unoffered))
  }

  readScript(person: SignedIn, name: string): Promise<ScriptText> {
    return this.#with(person, async (session) => {
      const script = await session.read(name).catch(orGone)
      if (script === null) throw new Problem('not-found')
      return { ...script, version: versionOf(script.text) }
    })
  }

  checkScript(person: SignedIn, text: string): Promise<ScriptNote[]> {
    return this.#with(person, (session, around) => this.#notesOf(session, around, text))
  }

  saveScript(person: SignedIn, { name, text, from }: EditedScript): Promise<ScriptSaved> {
    return this.#with(person, async (session, around) => {
      const ends = async (outcome: ScriptSaved['outcome'], notes: ScriptNote[] = []) => {
        return { outcome, notes, version: versionOf(text), state: await stateOf(session) }
      }
      if (isOurs(name) || (from && isOurs(from.name))) return ends('name-taken')
      const before = from && (await session.read(from.name).catch(orGone))
      if (from && (!before?.isExact || versionOf(before.text) !== from.version)) return ends('overtaken')
      const isNew = name !== from?.name
      if (isNew && (await session.list()).some((script) => script.name === name)) return ends('name-taken')
      const notes = await this.#notesOf(session, around, text)
      if (notes.some(({ severity }) => severity === 'error')) return ends('not-valid', notes)
      try {
        if (from && isNew) await rename(session, from.name, name)
        await session.write(name, text)
      } catch (error) {
        if (error instanceof ScriptRefusal && error.reason === 'exists') return ends('name-taken')
        if (isNew && error instanceof ScriptRefusal && ['unsendable', 'other'].includes(error.reason))
          return ends('name-unusable')
        throw error
      }
      return ends('saved', notes)
    })
  }

  runScript(person: SignedIn, name: string | null): Promise<ScriptsState> {
    return this.#with(person, async (session) => {
      if (name !== null && isOurs(name)) throw new Problem('not-allowed')
      if (name !== null && (await session.read(name).catch(orGone)) === null) throw new Problem('rules-changed')
      await runBeside(session, name)
      return stateOf(session)
    })
  }

  deleteScript(person: SignedIn, name: string, version: string): Promise<ScriptsState> {
    return this.#with(person, async (session) => {
      const { scripts } = await stateOf(session)
      const row = scripts.find((script) => script.name === name)
      if (row && (row.isOurs || row.runs !== 'no')) throw new Problem('not-allowed')
      const found = await session.read(name).catch(orGone)
      if (found === null || versionOf(found.text) !== version) throw new Problem('rules-changed')
      await session.remove(name)
      return stateOf(session)
    })
  }

  async #notesOf(session: ScriptSession, around: Surroundings, text: string): Promise<ScriptNote[]> {
    const limits = mayForward(this.#policy, around) ? limitsOf(this.#policy, session, around) : null
    const forbidden = forbiddenRedirects(text, limits, around.confirmed)
    const said = await session.check(text).catch((error: unknown) => {
      if (error instanceof ScriptRefusal && error.reason === 'not-valid') return error.notes
      throw error
    })
    return [...forbidden, ...said.map((note) => ({ ...note, reason: 'server' as const }))]
  }

  #with<Result>(
    person: SignedIn,
    work: (session: ScriptSession, surroundings: Surroundings) => Promise<Result>,
  ): Promise<Result> {
    return withScripts(this.#services, person, (session, surroundings) => {
      if (!session) throw new Problem('not-allowed')
      return work(session, surroundings)
    })
  }
}

const unoffered: ScriptsState = { isOffered: false, scripts: [], clashes: false }

const isOurs = (name: string) => Object.values<string>(scriptNames).includes(name)

async function stateOf(session: ScriptSession): Promise<ScriptsState> {
  const { rules, runs, otherScript } = await loadRules(session)
  const rows = (await session.list()).map(({ name, isActive }) => {
    const isOther = name === otherScript
    const own = isActive || (runs && name === scriptNames.rules) ? ('alone' as const) : ('no' as const)
    return { name, isOurs: isOurs(name), runs: isOther && runs ? ('after-ours' as const) : own }
  })
  return {
    isOffered: true,
    scripts: rows.sort(
      (one, other) => Number(one.isOurs) - Number(other.isOurs) || one.name.localeCompare(other.name, 'en'),
    ),
    clashes: runs && answersBeside(rules) && (await clashes(session, otherScript)),
  }
}

/** The script that includes it, if it is ours, includes it by its new name. */
async function rename(session: ScriptSession, from: string, to: string): Promise<void> {
  const { runs, otherScript } = await loadRules(session)
  await session.rename(from, to)
  if (runs && otherScript === from) await runBeside(session, to)
}

const versionOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)
