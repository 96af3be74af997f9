import type { ForwardingLimits } from '#contract/forwarding.ts'
import { isOutside, targetFaults } from '#contract/forwarding.ts'
import type { ScriptNote } from '#contract/scripts.ts'
import { nameOf, Positions, startOf, stringsIn, understand } from '../language/index.ts'
import { commandsIn } from './include-script.ts'

const refused = ['outside', 'forbidden-domain']

/**
 * Where a script sends mail on to addresses the operator lets nobody forward to; null for limits where nobody may forward. An
 * address made of variables is taken as one of these unless every address is allowed. Of addresses outside only those in `confirmed`
 * are, unless it is null.
 */
export function forbiddenRedirects(
  source: string,
  limits: ForwardingLimits | null,
  confirmed: readonly string[] | null = null,
): ScriptNote[] {
  const positions = new Positions(source)
  const allowsAll = limits?.outside === 'allowed' && limits.forbiddenDomains.length === 0 && confirmed === null
  const reasonOf = (address: string): ScriptNote['reason'] | null => {
    if (limits === null) return 'forwarding'
    if (address.includes('${')) return allowsAll ? null : 'forwarding'
    if (refused.includes(targetFaults([address], { ...limits, addresses: [] })[0] ?? '')) return 'forwarding'
    const waits = confirmed !== null && isOutside(address, limits) && !confirmed.includes(address.toLowerCase())
    return waits ? 'unconfirmed' : null
  }
  return [...commandsIn(source)]
    .filter(({ name }) => nameOf(name) === 'redirect')
    .flatMap((command) => {
      const [reason] = stringsIn(understand(command)?.values.get('address')?.value).flatMap(
        (each) => reasonOf(each) ?? [],
      )
      if (!reason) return []
      return [{ line: positions.at(startOf(command)).line, severity: 'error' as const, text: '', reason }]
    })
}
