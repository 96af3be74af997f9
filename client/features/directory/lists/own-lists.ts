import { defineQueryOptions, useQuery } from '@pinia/colada'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { joinList, type MailList, readOwnLists } from '#contract/directory-lists.ts'

const key = ['own-lists']
const query = defineQueryOptions(() => ({
  key,
  query: ({ signal }) => call(readOwnLists, {}, { signal }),
  staleTime: 60_000,
}))

/** The lists one is on or looks after, and what may be done with them. Call it in setup. */
export const useOwnLists = () => useQuery(query)

/** Lists are others now: whatever shows them is asked for again. */
export function listsChanged(): void {
  const { cache } = mailboxCache()
  for (const stale of [key, ['own-groups']]) void cache.invalidateQueries({ key: stale }).catch(() => undefined)
}

/** Joins or leaves, and says so, with a way back where there is one. Failures are told, never thrown. */
export async function setMembership(list: MailList, isMember: boolean, isUndo = false): Promise<boolean> {
  const name = plainLine(list.name)
  const failed = t(isMember ? 'directory-lists.notJoined' : 'directory-lists.notLeftNow', { name })
  try {
    const { fault, lists } = await call(joinList, { body: { address: list.address, isMember } })
    mailboxCache().cache.setQueryData(key, lists)
    listsChanged()
    const text = t(isMember ? 'directory-lists.joined' : 'directory-lists.left', { name })
    // What was so already is what the person wanted.
    const isSo = !fault || fault === (isMember ? 'there' : 'not-there')
    if (!isSo) {
      const why = t(`directory-lists.fault.${fault === 'changed' ? 'joining' : fault}`, { name })
      useOutcome().tell(t('actions.failed', { what: failed, why }), { failed: true })
    } else if (isUndo || list.joining !== 'open') useOutcome().tell(text)
    else
      useOutcome().offerUndo({
        text,
        undo: async () => {
          await setMembership(list, !isMember, true)
        },
      })
    return isSo
  } catch (error) {
    tellFailure(failed, error, () => void setMembership(list, isMember, isUndo))
    return false
  }
}
