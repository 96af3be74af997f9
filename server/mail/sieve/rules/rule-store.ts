import { createHash } from 'node:crypto'
import { Problem } from '#server/problem.ts'
import type { ScriptSession } from '../../sieve-port.ts'
import type { Surroundings } from './absence-rule.ts'
import { answersItself, includesOf, readIncludes, scriptNames, writeIncludes } from './include-script.ts'
import { orGone, scriptsFrom } from './other-script.ts'
import { noRules, readRules, writeRules, type Rules, type StoredRules } from './rules-script.ts'

/** The person's rules as the server has them, and what else runs there. */
export interface ServerRules extends StoredRules {
  /** Stands for all of ours that was read, and for which script runs. */
  version: string
  /** The script that runs includes them. */
  runs: boolean
  /** The person's script from elsewhere that runs, or would after ours. */
  otherScript: string | null
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
    version: hashOf(JSON.stringify([active, main, source])),
    runs: runs && includesOf(main ?? '').includes(scriptNames.rules),
    otherScript: other !== null && has(other) && other !== scriptNames.rules ? other : null,
  }
}

/**
 * Has the server go by these rules from now on, and by the others as before. Each script is put in place whole or not at all
 * (RFC 5804, 2.6), the one that runs last: whatever breaks off in between leaves what ran before. A script of ours that another
 * program changed is kept under another name. Where no rule is on, the person's own script runs again alone.
 *
 * @throws Problem `rules-changed` where `version` is another by now, and as ScriptSession does
 */
export async function storeRules(
  session: ScriptSession,
  changes: Partial<Rules>,
  { version, surroundings }: { version: string; surroundings: Surroundings },
): Promise<void> {
  const before = await loadRules(session)
  if (before.version !== version) throw new Problem('rules-changed')
  const next: Rules = { ...before.rules, ...changes }
  const isActive = (await session.list()).some(({ name, isActive: runs }) => runs && name === scriptNames.main)
  if (before.isChanged) await keepCopies(session)
  await session.write(scriptNames.rules, writeRules(next, surroundings))
  if ([next.absence, next.forwarding, ...next.filters].some((rule) => rule?.isOn)) {
    await session.write(scriptNames.main, writeIncludes(before.otherScript))
    if (!isActive) await session.activate(scriptNames.main)
  } else if (isActive) await session.activate(before.otherScript)
}

/** Whether a script, or one it includes, would answer beside ours, or includes ours itself. */
export async function clashes(session: ScriptSession, name: string | null): Promise<boolean> {
  for await (const script of scriptsFrom(session, name)) {
    if (script.name === scriptNames.rules || answersItself(script.source)) return true
  }
  return false
}

const nothing: StoredRules = { rules: noRules, isChanged: false }

async function keepCopies(session: ScriptSession): Promise<void> {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  for (const name of Object.values(scriptNames)) {
    const source = await session.read(name).catch(orGone)
    if (source !== null) await session.write(`${name}-changed-${stamp}`, source.text)
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)
