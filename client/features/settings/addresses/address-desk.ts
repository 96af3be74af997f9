import { defineQueryOptions, useQuery } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { type AddressDesk, answerAddressRequest, readAddressDesk } from '#contract/address-requests.ts'
import { type AddressFault } from '#contract/own-addresses.ts'

const key = ['address-desk']
const query = defineQueryOptions(() => ({
  key,
  query: ({ signal }) => call(readAddressDesk, {}, { signal }),
}))

/** What the person has to approve. Call it in setup. */
export const useAddressDesk = () => useQuery(query)

export type AskedAddress = AddressDesk['items'][number]

/**
 * Approves an address, or refuses it with these words, and says so. Failures are told, never thrown: somebody else may have answered.
 * @returns `failed`, why it cannot be approved, or null
 */
export async function answerRequest(
  item: AskedAddress,
  refusal: string | null,
): Promise<AddressFault | 'failed' | null> {
  const { id, address, name } = item
  const { cache } = mailboxCache()
  try {
    const { fault, desk } = await call(answerAddressRequest, { body: { id, refusal } })
    cache.setQueryData(key, desk)
    const done = refusal === null ? 'approvedDone' : 'refusedDone'
    if (!fault) useOutcome().tell(t(`address-requests.${done}`, { address, name }))
    return fault
  } catch (error) {
    tellFailure(t('address-requests.notAnswered', { address }), error, () => void answerRequest(item, refusal))
    void cache.invalidateQueries({ key }).catch(() => undefined)
    return 'failed'
  }
}
