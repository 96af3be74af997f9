import { defineQueryOptions } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import {
  chooseDefaultIdentity,
  deleteIdentity,
  type Identity,
  type IdentityList,
  listIdentities,
  saveIdentity,
  shareSignature,
  type WritesFor,
} from '#contract/identities.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'
import { useOutcome } from './outcome.ts'
import { tellFailure } from './tell-failure.ts'

/** How the person writes from each of their addresses. Other browsers of theirs may change it; nobody is told of that. */
export const identitiesQuery = defineQueryOptions(() => ({
  key: keys.identities(),
  query: ({ signal }) => call(listIdentities, {}, { signal }),
  staleTime: 5 * 60_000,
}))

export function identityOf(list: IdentityList | undefined, address: string): Identity | undefined {
  return list?.items.find((item) => item.address.toLowerCase() === address.toLowerCase())
}

/** What the person may do with an address of somebody else's mailbox; undefined for their own addresses and all others. */
export function writesForOf(list: IdentityList | undefined, address: string | undefined): WritesFor | undefined {
  return list?.writesFor.find((item) => item.address.toLowerCase() === address?.toLowerCase())
}

/** "Permit desk <permits@example.gov>", or the address alone where no name was given. */
export const identityLabel = ({ name, address }: Pick<Identity, 'name' | 'address'>) =>
  name === '' ? address : `${name} <${address}>`

/** Throws ApiProblem. */
export async function keepIdentity(identity: Identity): Promise<void> {
  know(await call(saveIdentity, { body: identity }))
}

/** Takes it away, says so and offers to undo that. Failures are told, never thrown. */
export async function removeIdentity(identity: Identity, wasDefault: boolean): Promise<void> {
  const { address } = identity
  try {
    know(await call(deleteIdentity, { body: { address } }))
    useOutcome().offerUndo({
      text: t('identities.deleted', { address }),
      undo: () => bringBack(identity, wasDefault),
    })
  } catch (error) {
    tellFailure(t('identities.notDeleted', { address }), error, () => void removeIdentity(identity, wasDefault))
  }
}

async function bringBack(identity: Identity, wasDefault: boolean): Promise<void> {
  const { address } = identity
  try {
    await keepIdentity(identity)
    if (wasDefault) know(await call(chooseDefaultIdentity, { body: { address } }))
    useOutcome().tell(t('identities.back', { address }))
  } catch (error) {
    tellFailure(t('identities.notBack', { address }), error, () => void bringBack(identity, wasDefault))
  }
}

/** New messages are written from it from then on. Failures are told, never thrown. */
export async function makeDefault(address: string): Promise<void> {
  try {
    know(await call(chooseDefaultIdentity, { body: { address } }))
    useOutcome().tell(t('identities.nowDefault', { address }))
  } catch (error) {
    tellFailure(t('identities.notDefault', { address }), error, () => void makeDefault(address))
  }
}

/** Gives a signature to everybody who writes from a mailbox, or takes it back; says so and offers to undo it. */
export async function shareWithAll(address: string, isShared: boolean): Promise<void> {
  const words = { address }
  try {
    know(await call(shareSignature, { body: { address, isShared } }))
    useOutcome().offerUndo({
      text: t(isShared ? 'shared-signature.given' : 'shared-signature.taken', words),
      undo: () => shareWithAll(address, !isShared),
    })
  } catch (error) {
    tellFailure(t('shared-signature.notChanged', words), error, () => void shareWithAll(address, isShared))
  }
}

function know(list: IdentityList): void {
  mailboxCache().cache.setQueryData(keys.identities(), list)
}
