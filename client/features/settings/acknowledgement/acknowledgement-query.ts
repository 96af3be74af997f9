import { defineQueryOptions, useQuery } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { readOthersAgain, ruleKeys } from '#client/mail/overtaken-rules.ts'
import {
  type Acknowledgement,
  type AcknowledgementState,
  readAcknowledgement,
  saveAcknowledgement,
} from '#contract/acknowledgement.ts'

/** A mailbox of somebody else stands beside one's own, which is `undefined`. */
const keyOf = (mailbox: string | undefined) => [
  ...ruleKeys.acknowledgement,
  ...(mailbox === undefined ? [] : [mailbox]),
]
const toAsk = (mailbox: string | undefined) => (mailbox === undefined ? {} : { mailbox })

const acknowledgementQuery = defineQueryOptions((mailbox: string | undefined) => ({
  key: keyOf(mailbox),
  query: ({ signal }) => call(readAcknowledgement, { query: toAsk(mailbox) }, { signal }),
  staleTime: 5 * 60_000,
}))

/** What whoever writes is told at once. Call it in setup. */
export const useAcknowledgement = (mailbox: () => string | undefined) => useQuery(() => acknowledgementQuery(mailbox()))

/** Reads it again, as the server has it now; that goes wrong where it is shown. */
export async function readAcknowledgementAgain(mailbox: string | undefined): Promise<AcknowledgementState | undefined> {
  const { cache } = mailboxCache()
  await cache.invalidateQueries({ key: keyOf(mailbox) }).catch(() => undefined)
  return cache.getQueryData<AcknowledgementState>(keyOf(mailbox))
}

/** Throws ApiProblem. */
export async function keepAcknowledgement(
  acknowledgement: Acknowledgement,
  version: string,
  mailbox: string | undefined,
): Promise<AcknowledgementState> {
  const state = await call(saveAcknowledgement, { body: { acknowledgement, version, ...toAsk(mailbox) } })
  mailboxCache().cache.setQueryData(keyOf(mailbox), state)
  readOthersAgain('acknowledgement')
  return state
}
