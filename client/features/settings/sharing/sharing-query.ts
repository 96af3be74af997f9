import { defineQueryOptions, useQuery } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { readOwnColleaguesAgain } from '#client/mail/teamwork/colleagues.ts'
import {
  confirmShares,
  endShare,
  readSharing,
  saveShare,
  type Share,
  type ShareLevel,
  type Sharing,
  type Writing,
} from '#contract/sharing.ts'
import { type FolderId } from '#contract/ids.ts'
import { type Managing } from '#contract/managed-mailboxes.ts'

const key = ['sharing']

const sharingQuery = defineQueryOptions(() => ({
  key,
  query: ({ signal }) => call(readSharing, {}, { signal }),
  // Other programs change the same lists, and nobody tells.
  staleTime: 0,
}))

/** Who may do what with the person's folders. Call it in setup. */
export const useSharing = () => useQuery(sharingQuery)

/** A share as it is asked for. */
export interface ShareWish {
  address: string
  level: ShareLevel
  writes: Writing
  manages: Managing
  folderIds: FolderId[] | null
  startsAtMs: number | null
  endsAtMs: number | null
  purpose: string
}

function know(sharing: Sharing): void {
  const { cache } = mailboxCache()
  cache.setQueryData(key, sharing)
  void cache.invalidateQueries({ key: ['unseen-shares'] })
  readOwnColleaguesAgain()
}

/** Throws ApiProblem. */
export async function keepShare(wish: ShareWish): Promise<void> {
  know(await call(saveShare, { body: wish }))
}

/** Says that what other programs gave has been seen. Failures are told, never thrown. */
export async function confirmSeen(): Promise<boolean> {
  try {
    know(await call(confirmShares, { body: {} }))
    return true
  } catch (error) {
    tellFailure(t('sharing.new.notConfirmed'), error, () => void confirmSeen())
    return false
  }
}

/** Ends it at once, says so and offers to give it back. Failures are told, never thrown. */
export async function stopSharing(share: Share): Promise<void> {
  const { name } = share
  try {
    know(await call(endShare, { params: { shareId: share.id } }))
    const before = wishOf(share)
    const text = t('sharing.ended', { name })
    if (before) useOutcome().offerUndo({ text, undo: () => giveBack(name, before) })
    else useOutcome().tell(text)
  } catch (error) {
    tellFailure(t('sharing.notEnded', { name }), error, () => void stopSharing(share))
  }
}

async function giveBack(name: string, wish: ShareWish): Promise<void> {
  try {
    await keepShare(wish)
    useOutcome().tell(t('sharing.back', { name }))
  } catch (error) {
    tellFailure(t('sharing.notBack', { name }), error, () => void giveBack(name, wish))
  }
}

/** Null where it is nothing that could be asked for: other programs give rights that are no level. */
function wishOf({ address, level, writes, manages, folders, isWhole, ...rest }: Share): ShareWish | null {
  if (address === null || level === null) return null
  const { startsAtMs, endsAtMs, purpose } = rest
  const folderIds = isWhole ? null : folders.map(({ folderId }) => folderId)
  return { address, level, writes, manages, folderIds, startsAtMs, endsAtMs, purpose }
}
