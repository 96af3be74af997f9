import { defineQueryOptions, useQuery } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import {
  type Forwarding,
  type ForwardingState,
  readForwarding,
  saveForwarding,
  seeForwards,
} from '#contract/forwarding.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { useOutcome } from '../outcome.ts'
import { readOthersAgain, ruleKeys } from '../overtaken-rules.ts'
import { tellFailure } from '../tell-failure.ts'

const key = [...ruleKeys.forwarding]

const forwardingQuery = defineQueryOptions(() => ({
  key,
  query: ({ signal }) => call(readForwarding, {}, { signal }),
  staleTime: 5 * 60_000,
}))

/** Where the person's mail is sent on to. Call it in setup. */
export const useForwarding = () => useQuery(forwardingQuery)

/** Reads it again, as the server has it now; that goes wrong where it is shown. */
export async function readForwardingAgain(): Promise<ForwardingState | undefined> {
  const { cache } = mailboxCache()
  await cache.invalidateQueries({ key }).catch(() => undefined)
  return cache.getQueryData<ForwardingState>(key)
}

/** Throws ApiProblem. */
export async function keepForwarding(forwarding: Forwarding, version: string): Promise<ForwardingState> {
  const state = await call(saveForwarding, { body: { forwarding, version } })
  mailboxCache().cache.setQueryData(key, state)
  readOthersAgain('forwarding')
  return state
}

/** The person knows that their mail goes there. Failures are told, never thrown. */
export async function knowForwards(addresses: readonly string[]): Promise<void> {
  try {
    const state = await call(seeForwards, { body: { addresses: [...addresses] } })
    mailboxCache().cache.setQueryData(key, state)
    useOutcome().tell(t('unseen-forwards.known'))
  } catch (error) {
    tellFailure(t('unseen-forwards.notKnown'), error, () => void knowForwards(addresses))
  }
}
