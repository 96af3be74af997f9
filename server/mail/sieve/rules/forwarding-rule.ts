import type { Forwarding } from '#contract/forwarding.ts'
import type { WrittenCommand } from '../language/index.ts'

/** Without these of the server it cannot be. */
export const forwardingNeeds = ['copy'] as const

/**
 * A forwarding as one command; one that is off holds nothing that could run. Junk is not sent on, since the target's server
 * would blame ours for it: it stays here. Without a copy nothing may run afterwards, since a `fileinto` would keep one.
 */
export function forwardingCommand({ isOn, targets, keepsCopy }: Forwarding): WrittenCommand {
  if (!isOn) return { name: 'if', test: { name: 'false' }, block: [] }
  const tags = keepsCopy ? { copy: true as const } : {}
  const redirects = targets.map((target): WrittenCommand => ({ name: 'redirect', tags, values: [target] }))
  const isJunk = { name: 'header', tags: { contains: true as const }, values: [['X-Spam-Flag', 'X-Spam'], 'yes'] }
  return {
    name: 'if',
    test: { name: 'not', tests: [isJunk] },
    block: keepsCopy ? redirects : [...redirects, { name: 'stop' }],
  }
}
