import type { ForwardingState } from '#contract/forwarding.ts'
import { ScriptRefusal, type ScriptSession } from '../../sieve-port.ts'
import { nameOf, stringsIn, understand } from '../language/index.ts'
import { commandsIn, includesOf, scriptNames } from './include-script.ts'

/** More scripts than these of one that includes others are not looked at. */
const mostLookedAt = 20

/** A script and those it includes, except ours and those that are gone. */
export async function* scriptsFrom(session: ScriptSession, name: string | null) {
  const looked = new Set<string>()
  const waiting = name === null ? [] : [name]
  for (let next = waiting.pop(); next !== undefined && looked.size < mostLookedAt; next = waiting.pop()) {
    if (looked.has(next)) continue
    looked.add(next)
    if (next === scriptNames.rules) yield { name: next, source: '' }
    else {
      const script = await session.read(next).catch(orGone)
      if (script === null) continue
      yield { name: next, source: script.text }
      waiting.push(...includesOf(script.text))
    }
  }
}

/** What the person's own script does that a forwarding has to know. */
export async function otherForwarding(
  session: ScriptSession,
  other: string | null,
): Promise<Pick<ForwardingState, 'otherForwards' | 'otherRejects'>> {
  const otherForwards: ForwardingState['otherForwards'] = []
  let otherRejects = false
  for await (const { name: script, source } of scriptsFrom(session, other)) {
    for (const command of commandsIn(source)) {
      const does = nameOf(command.name)
      if (does === 'reject' || does === 'ereject') otherRejects = true
      if (does !== 'redirect') continue
      const addresses = stringsIn(understand(command)?.values.get('address')?.value)
      otherForwards.push(...addresses.map((address) => ({ address, script })))
    }
  }
  return { otherForwards, otherRejects }
}

export function orGone(error: unknown): null {
  if (error instanceof ScriptRefusal && error.reason === 'gone') return null
  throw error
}
