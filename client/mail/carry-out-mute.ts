import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { type ResponseOf } from '#contract/endpoint.ts'
import { type MessageId } from '#contract/ids.ts'
import { muteConversations as endpoint } from '#contract/muting.ts'
import { applyFlags, changeFlags, type FlagChange } from './change-flags.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { useOutcome } from './outcome.ts'
import { tellDone } from './tell-done.ts'
import { tellFailure } from './tell-failure.ts'
import { whileWriting } from './writes.ts'

const changeTo = (muted: boolean): FlagChange =>
  muted ? { add: ['muted'], remove: [] } : { add: [], remove: ['muted'] }

/** Mutes the conversations of messages or ends that, says so and offers to undo it. Failures are told, never thrown. */
export async function carryOutMute(ids: readonly MessageId[], muted: boolean): Promise<void> {
  try {
    const { items, changedIds, conversations, worksWhileSignedOut } = await whileWriting(() => mute(ids, muted))
    const having = (outcome: string) => items.filter((item) => item.outcome === outcome).map(({ id }) => id)
    const doneKey = !muted ? 'outcomes.unmuted' : worksWhileSignedOut ? 'outcomes.muted' : 'outcomes.mutedWhileSignedIn'
    tellDone({
      done: changedIds.length > 0 ? t(doneKey, { count: conversations }) : null,
      unchanged: { gone: having('gone'), refused: having('refused') },
      goneKey: 'outcomes.notChangedGone',
      refusedKey: 'outcomes.notChangedRefused',
      wayBack: { needs: changedIds, undo: () => undoMute(changedIds, muted, conversations) },
    })
  } catch (error) {
    const what = t(muted ? 'outcomes.notMuted' : 'outcomes.notUnmuted', { count: 1 })
    tellFailure(what, error, () => void carryOutMute(ids, muted))
  }
}

/** At once on the screen, then on the server; what that does not do goes back. Throws ApiProblem. */
async function mute(ids: readonly MessageId[], muted: boolean): Promise<ResponseOf<typeof endpoint>> {
  const { findMessage } = mailboxCache()
  const affected = ids.filter((id) => findMessage(id)?.flags.includes('muted') !== muted)
  applyFlags(affected, changeTo(muted))
  try {
    const answer = await call(endpoint, { body: { ids: [...ids], muted } })
    const refused = new Set(answer.items.filter(({ outcome }) => outcome === 'refused').map(({ id }) => id))
    applyFlags(
      affected.filter((id) => refused.has(id)),
      changeTo(!muted),
    )
    // The rest of each conversation, which may stand in other rows.
    applyFlags(answer.changedIds, changeTo(muted))
    return answer
  } catch (error) {
    applyFlags(affected, changeTo(!muted))
    throw error
  }
}

/** Exactly those messages become again what they were. */
async function undoMute(ids: readonly MessageId[], muted: boolean, conversations: number): Promise<void> {
  const words = { count: conversations }
  try {
    await changeFlags(ids, changeTo(!muted))
    useOutcome().tell(t(muted ? 'outcomes.unmuted' : 'outcomes.mutedAgain', words))
  } catch (error) {
    const what = t(muted ? 'outcomes.notUnmuted' : 'outcomes.notMuted', words)
    tellFailure(what, error, () => void undoMute(ids, muted, conversations))
  }
}
