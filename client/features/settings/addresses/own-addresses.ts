import { defineQueryOptions, useQuery } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { ruleKeys } from '#client/mail/overtaken-rules.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { dropAddressRequest } from '#contract/address-requests.ts'
import {
  addOwnAddress,
  type AddressFault,
  type ChangedAddresses,
  changeOwnAddress,
  type OwnAddresses,
  readOwnAddresses,
  retireOwnAddress,
} from '#contract/own-addresses.ts'

const key = ['own-addresses']
const query = defineQueryOptions(() => ({
  key,
  query: ({ signal }) => call(readOwnAddresses, {}, { signal }),
  staleTime: 60_000,
}))

/** The addresses by which mail reaches the person. Call it in setup. */
export const useOwnAddresses = () => useQuery(query)

export type OwnAddress = OwnAddresses['items'][number]
export type WantedAddress = OwnAddresses['requests'][number]

/** Takes in what there is now; where mail comes by other addresses, whatever is written from them is asked for again. */
function know({ fault, addresses }: ChangedAddresses): AddressFault | null {
  const { cache } = mailboxCache()
  cache.setQueryData(key, addresses)
  if (!fault)
    for (const stale of [keys.identities(), keys.session(), [...ruleKeys.absence]])
      void cache.invalidateQueries({ key: stale }).catch(() => undefined)
  return fault
}

/** Why it was not made, or null. Throws ApiProblem. */
export async function makeAddress(name: string, domain: string, note: string): Promise<AddressFault | null> {
  return know(await call(addOwnAddress, { body: { name, domain, note } }))
}

/** Throws ApiProblem. */
export async function noteUse(address: string, note: string): Promise<void> {
  know(await call(changeOwnAddress, { body: { address, note } }))
}

/**
 * Pauses an address, or says what else whoever writes there is told from now on, with a way back.
 * @returns why nothing was changed, or null. Throws ApiProblem.
 */
export async function pauseAddress({ address, isPaused, reply: before }: OwnAddress, reply: string) {
  const fault = know(await call(changeOwnAddress, { body: { address, isPaused: true, reply } }))
  if (fault || (isPaused && reply === before)) return fault
  const text = t(isPaused ? 'own-addresses.replyKept' : 'own-addresses.nowPaused', { address })
  useOutcome().offerUndo({ text, undo: () => putBack({ address, isPaused, reply: before }) })
  return null
}

/** Says so, with a way back. Failures are told, never thrown. */
export async function resumeAddress(own: OwnAddress): Promise<void> {
  const { address } = own
  try {
    know(await call(changeOwnAddress, { body: { address, isPaused: false } }))
    useOutcome().offerUndo({ text: t('own-addresses.nowActive', { address }), undo: () => putBack(own) })
  } catch (error) {
    tellFailure(t('own-addresses.notChanged', { address }), error, () => void resumeAddress(own))
  }
}

/** As it was before a change, which is said. */
async function putBack(before: Pick<OwnAddress, 'address' | 'isPaused' | 'reply'>): Promise<void> {
  const { address, isPaused, reply } = before
  try {
    know(await call(changeOwnAddress, { body: { address, isPaused, ...(reply !== '' && { reply }) } }))
    useOutcome().tell(t(isPaused ? 'own-addresses.nowPaused' : 'own-addresses.nowActive', { address }))
  } catch (error) {
    tellFailure(t('own-addresses.notChanged', { address }), error, () => void putBack(before))
  }
}

/** Gives it up, says so, and offers to take it again, while nobody else has. Failures are told, never thrown. */
export async function retireAddress(own: OwnAddress): Promise<boolean> {
  const { address } = own
  try {
    know(await call(retireOwnAddress, { body: { address } }))
    useOutcome().offerUndo({ text: t('own-addresses.retired', { address }), undo: () => takeAgain(own) })
    return true
  } catch (error) {
    tellFailure(t('own-addresses.notChanged', { address }), error, () => void retireAddress(own))
    return false
  }
}

async function takeAgain(own: OwnAddress): Promise<void> {
  const { address, note, isPaused, reply } = own
  const at = address.lastIndexOf('@')
  try {
    const fault = await makeAddress(address.slice(0, at), address.slice(at + 1), note)
    if (!fault && isPaused) know(await call(changeOwnAddress, { body: { address, isPaused, reply } }))
    const waits = mailboxCache()
      .cache.getQueryData<OwnAddresses>(key)
      ?.items.every((item) => item.address !== address)
    const done = waits ? 'address-requests.asked' : 'own-addresses.back'
    useOutcome().tell(t(fault ? 'own-addresses.notBack' : done, { address }), { failed: fault !== null })
  } catch (error) {
    tellFailure(t('own-addresses.notBack', { address }), error, () => void takeAgain(own))
  }
}

/** Takes back what was asked for, with a way to ask again, or puts an answer away. Failures are told, never thrown. */
export async function dropRequest(wanted: WantedAddress): Promise<boolean> {
  const { id, address, refusal } = wanted
  try {
    mailboxCache().cache.setQueryData(key, await call(dropAddressRequest, { body: { id } }))
    const outcome = useOutcome()
    if (refusal !== null) outcome.tell(t('address-requests.putAwayDone', { address }))
    else outcome.offerUndo({ text: t('address-requests.takenBack', { address }), undo: () => askAgain(wanted) })
    return true
  } catch (error) {
    tellFailure(t('address-requests.notTakenBack', { address }), error, () => void dropRequest(wanted))
    return false
  }
}

async function askAgain(wanted: WantedAddress): Promise<void> {
  const { address, note } = wanted
  const at = address.lastIndexOf('@')
  try {
    const fault = await makeAddress(address.slice(0, at), address.slice(at + 1), note)
    useOutcome().tell(
      fault ? t(`own-addresses.fault.${fault}`, { address }) : t('address-requests.asked', { address }),
      {
        failed: fault !== null,
      },
    )
  } catch (error) {
    tellFailure(t('address-requests.notAsked'), error, () => void askAgain(wanted))
  }
}
