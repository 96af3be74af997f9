import { createHash } from 'node:crypto'
import type { FilterCondition } from '#contract/filters.ts'
import { knownWish } from '#server/mail/filter-verdict.ts'
import { Problem } from '#server/problem.ts'
import { ScriptRefusal, type ScriptSession } from '../../sieve-port.ts'
import type { Surroundings } from './surroundings.ts'
import { answersItself, includesOf, readIncludes, scriptNames, writeIncludes } from './include-script.ts'
import { orGone, scriptsFrom } from './other-script.ts'
import { refuseOutOfBounds } from './filter-bounds.ts'
import { refuseNewRedirects } from './redirect-bounds.ts'
import { waitingTargets } from './waiting-targets.ts'
import { doesAnything, noRules, readRules, writeRules, type Rules, type StoredRules } from './rules-script.ts'

/** The person's rules as the server has them, and what else runs there. */
export interface ServerRules extends StoredRules {
  /** Stands for all of ours that was read, and for which script runs. */
  version: string
  /** The script that runs includes them. */
  runs: boolean
  /** The person's script from elsewhere that runs, or would after ours. */
  otherScript: string | null
  /** All scripts there are. */
  scripts: Listed
  /** The including script as it is there. */
  main: string | null
}

/** @throws as ScriptSession does */
export async function loadRules(session: ScriptSession): Promise<ServerRules> {
  const scripts = await session.list()
  const active = scripts.find(({ isActive }) => isActive)?.name ?? null
  const has = (name: string) => scripts.some((script) => script.name === name)
  const read = async (name: string) => (has(name) ? (await session.read(name)).text : null)
  const [main, source] = [await read(scriptNames.main), await read(scriptNames.rules)]
  const { rules, isChanged } = source === null ? nothing : readRules(source)
  const included = main === null ? null : readIncludes(main)
  const runs = active === scriptNames.main
  const other = runs ? (included ?? null) : active
  return {
    rules,
    // What does not run was put aside by somebody, and need not be as it was.
    isChanged: isChanged || (runs && included === undefined),
    version: versionOf(active, main, source),
    ...{ scripts, main },
    runs: runs && includesOf(main ?? '').includes(scriptNames.rules),
    otherScript: other !== null && has(other) && other !== scriptNames.rules ? other : null,
  }
}

/**
 * Has the server go by these rules from now on, and by the others as before. Each script is put in place whole or not at all
 * (RFC 5804, 2.6), the one that runs last: whatever breaks off in between leaves what ran before. A script of ours that another
 * program changed is kept under another name. Where no rule is on, the person's own script runs again alone.
 *
 * Gives what is there now, as it would be read.
 *
 * @throws Problem `rules-changed` where `version` is another by now, and as ScriptSession does
 */
export async function storeRules(
  session: ScriptSession,
  changes: Partial<Rules>,
  { version, surroundings, known, other }: Storing,
): Promise<ServerRules> {
  const before = known ?? (await loadRules(session))
  const otherScript = other === undefined ? before.otherScript : other
  if (before.version !== version) throw new Problem('rules-changed')
  const wanted: Rules = { ...before.rules, ...changes }
  if (surroundings.startsNoRedirect) {
    refuseNewRedirects(before, wanted)
    refuseOutOfBounds(before, wanted.filters, surroundings.reach)
  }
  const rules: Rules = { ...wanted, waiting: waitingTargets(wanted, before.rules, surroundings) }
  const { scripts } = before
  const active = scripts.find(({ isActive }) => isActive)?.name ?? null
  if (before.isChanged) await keepCopies(session)
  await dropOldCopies(session, scripts, before.otherScript)
  const source = writeRules(rules, await withKnown(rules, surroundings))
  await session.write(scriptNames.rules, source)
  const runs = doesAnything(rules)
  const main = runs ? writeIncludes(otherScript) : before.main
  if (runs && main !== null && main !== before.main) await session.write(scriptNames.main, main)
  const isOurs = active === scriptNames.main || otherScript !== before.otherScript
  const next = runs ? scriptNames.main : isOurs ? otherScript : active
  if (next !== active) await session.activate(next)
  return { rules, isChanged: false, version: versionOf(next, main, source), runs, otherScript, scripts, main }
}

interface Storing {
  version: string
  surroundings: Surroundings
  /** What was read a moment ago over the same connection, so that many rules are not read twice. */
  known?: ServerRules
  /** The script from elsewhere that is to run after ours from now on; the one that does where left out. */
  other?: string | null
}

/**
 * Has a script from elsewhere run, after our rules where these run, otherwise alone; none where null. What runs until then is left
 * as it is.
 *
 * @throws as ScriptSession does
 */
export async function runBeside(session: ScriptSession, name: string | null): Promise<void> {
  const { rules, runs, isChanged } = await loadRules(session)
  if (isChanged && runs) throw new Problem('rules-changed')
  const isOn = doesAnything(rules) && !isChanged
  if (isOn) await session.write(scriptNames.main, writeIncludes(name))
  if (!runs) await session.activate(isOn ? scriptNames.main : name)
}

/** With all that these rules have to know of who writes. */
async function withKnown({ filters }: Rules, around: Surroundings): Promise<Surroundings> {
  const wish = knownWish(filters.filter(({ isOn }) => isOn))
  if (!around.lookUp || (!wish.contacts && wish.groups.length === 0)) return around
  return { ...around, known: await around.lookUp(wish) }
}

/** Writes rules anew where they would be others by now: an address or a contact may have been added since. Gives what is there then. */
export async function renewed(
  session: ScriptSession,
  known: ServerRules,
  surroundings: Surroundings,
): Promise<ServerRules> {
  const { version, rules, runs, isChanged } = known
  const answers = rules.absence?.isOn === true || rules.acknowledgement?.isOn === true
  if (!runs || isChanged || (!answers && !changeByThemselves(rules))) return known
  const wanted = writeRules(rules, await withKnown(rules, surroundings))
  if ((await session.read(scriptNames.rules)).text === wanted) return known
  return storeRules(session, {}, { version, surroundings, known })
}

/** Rules that are another script by and by: by whom the person knows, and by how the clocks go. */
const changeByThemselves = ({ filters }: Rules): boolean =>
  filters.some(({ isOn, conditions }) => isOn && conditions.some(changesByItself))

const changesByItself = (condition: FilterCondition): boolean =>
  condition.on === 'group' ? condition.conditions.some(changesByItself) : changing.includes(condition.on)

const changing = ['arrival', 'contact', 'group-member', 'recipient-contact', 'recipient-group-member']

/** Our rules may answer, which a script beside them must not do as well. */
export const answersBeside = ({ absence, acknowledgement, filters }: Rules): boolean =>
  absence?.isOn === true ||
  acknowledgement?.isOn === true ||
  filters.some(({ isOn, actions }) => isOn && actions.some((action) => action.do === 'reply'))

/** Whether a script, or one it includes, would answer beside ours, or includes ours itself. */
export async function clashes(session: ScriptSession, name: string | null): Promise<boolean> {
  for await (const script of scriptsFrom(session, name)) {
    if (script.name === scriptNames.rules || answersItself(script.source)) return true
  }
  return false
}

const nothing: StoredRules = { rules: noRules, isChanged: false }

/** Long enough for whoever misses something to notice. */
const copiesStayDays = 90

/** What another program had made of ours is not kept for ever: mail servers take so many scripts and no more. */
async function dropOldCopies(session: ScriptSession, scripts: Listed, other: string | null): Promise<void> {
  const oldest = stampOf(Date.now() - copiesStayDays * 86_400_000)
  for (const { name, isActive } of scripts) {
    const [, stamp] = copyName.exec(name) ?? []
    if (stamp === undefined || stamp >= oldest || isActive || name === other) continue
    await session.remove(name).catch((error: unknown) => {
      if (!(error instanceof ScriptRefusal)) throw error
    })
  }
}

type Listed = Awaited<ReturnType<ScriptSession['list']>>

const copyName = /^curbcut(?:-rules)?-changed-(\d{14})$/
const stampOf = (atMs: number) => new Date(atMs).toISOString().replace(/\D/g, '').slice(0, 14)

async function keepCopies(session: ScriptSession): Promise<void> {
  const stamp = stampOf(Date.now())
  for (const name of Object.values(scriptNames)) {
    const source = await session.read(name).catch(orGone)
    if (source !== null) await session.write(`${name}-changed-${stamp}`, source.text)
  }
}

const versionOf = (active: string | null, main: string | null, source: string | null) =>
  createHash('sha256')
    .update(JSON.stringify([active, main, source]))
    .digest('hex')
    .slice(0, 32)
