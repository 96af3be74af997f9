import { t } from '#client/i18n/i18n.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import type * as many from './bulk/carry-out-many.ts'
import { changeFlags, type FlagChange } from './change-flags.ts'
import { deleteForEver } from './delete-for-ever.ts'
import { moreOf } from './grouped-rows.ts'
import { folderName } from './folder-role.ts'
import { useMailView } from './mail-view.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { moveBack, moveMessages, type MoveResult } from './move-messages.ts'
import { useOutcome } from './outcome.ts'
import { isWhole, knownIds, type Target } from './selection.ts'
import { tellDone } from './tell-done.ts'
import { tellFailure } from './tell-failure.ts'
import { moveIntoYears } from './year-folders.ts'

type Ids = readonly MessageId[]

/** More than this go as a job of the server, which can be followed and stopped. */
const mostAtOnce = 500
/** As many ids as a job takes; no list has that many loaded. */
const mostIdsOfJob = 5_000

/** Whether a target is changed by a job of the server: it is not known whole here, or large. */
export function isJob(target: Target): boolean {
  if (isWhole(target) || moreOf(target).length > 0) return true
  return target.length > mostAtOnce && target.length <= mostIdsOfJob
}

export async function asJob(run: (jobs: typeof many) => Promise<void>): Promise<void> {
  try {
    await run(await import('./bulk/carry-out-many.ts'))
  } catch (error) {
    tellFailure(t('bulk.notStarted'), error, () => void asJob(run))
  }
}

/**
 * Moves messages, says so and offers to undo it. `doneKey` is the sentence for it with `{count}` and `{folder}`. `byYear`: each
 * into the folder of its year inside the other.
 * Failures are told, never thrown.
 */
export async function carryOutMove(
  messages: Target,
  to: FolderId,
  doneKey: string,
  { byYear = false } = {},
): Promise<void> {
  if (isJob(messages)) return asJob((jobs) => jobs.moveMany(messages, to, doneKey, byYear))
  const ids = knownIds(messages)
  const target = mailboxCache()
    .folders()
    .find((folder) => folder.id === to)
  const words = { folder: target ? folderName(target) : '' }
  try {
    const landed = useMailView().leave(ids)
    const result = byYear ? await moveIntoYears(ids, to, landed) : await moveMessages(ids, to, landed)
    const count = result.moved.length
    const needs = result.moved.flatMap(({ movedId }) => movedId ?? [])
    tellDone({
      done: count > 0 ? t(doneKey, { ...words, count }) : null,
      unchanged: result,
      goneKey: 'outcomes.notMovedGone',
      refusedKey: 'outcomes.notMovedRefused',
      wayBack: needs.length > 0 ? { needs, undo: () => undoMove(result) } : undefined,
    })
  } catch (error) {
    const again = () => void carryOutMove(ids, to, doneKey, { byYear })
    tellFailure(t('outcomes.notMoved', { count: ids.length }), error, again)
  }
}

async function undoMove(result: MoveResult): Promise<void> {
  const from = mailboxCache()
    .folders()
    .find((folder) => folder.id === result.moved[0]?.from)
  try {
    const count = await moveBack(result)
    tellBack(t('outcomes.movedBack', { count, folder: from ? folderName(from) : '' }), count, result.moved.length)
  } catch (error) {
    tellFailure(t('outcomes.notMovedBack', { count: result.moved.length }), error, () => void undoMove(result))
  }
}

/** Changes flags, says so and offers to undo it. */
export async function carryOutFlags(messages: Target, change: FlagChange, doneKey: string): Promise<void> {
  if (isJob(messages)) return asJob((jobs) => jobs.flagMany(messages, change, doneKey))
  const ids = knownIds(messages)
  const { findMessage } = mailboxCache()
  const affected = ids.filter((id) => {
    const flags = findMessage(id)?.flags
    return (
      !flags || change.add.some((flag) => !flags.includes(flag)) || change.remove.some((flag) => flags.includes(flag))
    )
  })
  if (affected.length === 0) return
  try {
    const unchanged = await changeFlags(affected, change)
    const changed = affected.filter((id) => !unchanged.gone.includes(id) && !unchanged.refused.includes(id))
    const back: FlagChange = { add: change.remove, remove: change.add }
    tellDone({
      done: changed.length > 0 ? t(doneKey, { count: changed.length }) : null,
      unchanged,
      goneKey: 'outcomes.notChangedGone',
      refusedKey: 'outcomes.notChangedRefused',
      wayBack: { needs: changed, undo: () => undoFlags(changed, back) },
    })
  } catch (error) {
    tellFailure(
      t('outcomes.notChanged', { count: affected.length }),
      error,
      () => void carryOutFlags(affected, change, doneKey),
    )
  }
}

async function undoFlags(ids: Ids, back: FlagChange): Promise<void> {
  try {
    const { gone, refused } = await changeFlags(ids, back)
    const count = ids.length - gone.length - refused.length
    tellBack(t('outcomes.changedBack', { count }), count, ids.length)
  } catch (error) {
    tellFailure(t('outcomes.notChanged', { count: ids.length }), error, () => void undoFlags(ids, back))
  }
}

/** Deletes for good, after the person has said yes. */
export async function carryOutDeleteForEver(messages: Target): Promise<void> {
  if (isJob(messages)) return asJob((jobs) => jobs.deleteManyForEver(messages))
  const ids = knownIds(messages)
  try {
    const unchanged = await deleteForEver(ids, useMailView().leave(ids))
    const deleted = ids.filter((id) => !unchanged.gone.includes(id) && !unchanged.refused.includes(id))
    useOutcome().withdraw(deleted)
    tellDone({
      done: deleted.length > 0 ? t('outcomes.deletedForEver', { count: deleted.length }) : null,
      unchanged,
      goneKey: 'outcomes.notMovedGone',
      refusedKey: 'outcomes.notDeletedRefused',
    })
  } catch (error) {
    tellFailure(t('outcomes.notDeleted', { count: ids.length }), error, () => void carryOutDeleteForEver(ids))
  }
}

/** Says how many of all came back; never that all did when some could not. */
function tellBack(text: string, count: number, of: number): void {
  const missing = of - count
  const rest = missing > 0 ? t('bulk.notUndone', { count: missing }) : null
  const sentences = [count > 0 ? text : null, rest].filter((sentence) => sentence !== null)
  useOutcome().tell(sentences.join('. '), { failed: missing > 0 })
}
