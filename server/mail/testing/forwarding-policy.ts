import type { ForwardingPolicy } from '../own-rules.ts'

/** An operator who forbids nothing. */
export const forwardingPolicy: ForwardingPolicy = {
  ...{ allowed: true, outside: 'allowed', forbiddenDomains: [], maxTargets: 5 },
}
