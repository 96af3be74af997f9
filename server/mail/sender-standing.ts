import type { Senders } from '#contract/senders.ts'
import { catches, isFromOneOf } from './filter-verdict.ts'
import type { SiftedMessage } from './mail-sifting.ts'

/** Those that are addresses, and those that are domains. */
export function partedSenders(senders: readonly string[]): { addresses: string[]; domains: string[] } {
  const isAddress = (sender: string) => sender.includes('@')
  return { addresses: senders.filter(isAddress), domains: senders.filter((sender) => !isAddress(sender)) }
}

/**
 * Whether a message is from somebody who is blocked or always allowed. An address says more than the domain it is of, so it goes
 * before that of the other list. `sieve/rules/sender-rules.ts` writes the same for the mail server.
 */
export function standingOf(message: SiftedMessage, { blocked, allowed }: Senders): 'blocked' | 'allowed' | null {
  const isFrom = (senders: readonly string[]) => catches(isFromOneOf(senders), message)
  const some = partedSenders(allowed)
  const isAllowed = isFrom(some.addresses) || (isFrom(some.domains) && !isFrom(partedSenders(blocked).addresses))
  if (isAllowed) return 'allowed'
  return isFrom(blocked) ? 'blocked' : null
}
