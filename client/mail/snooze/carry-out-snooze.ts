import { call } from '#client/api/call.ts'
import { spokenDate } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type MessageId } from '#contract/ids.ts'
import { snoozeMessages, unsnoozeMessages } from '#contract/snooze.ts'
import { keys, mailboxCache } from '../mailbox-cache.ts'
import { useMailView } from '../mail-view.ts'
import { moveBack, moveMessages, type MoveResult } from '../move-messages.ts'
import { useOutcome } from '../outcome.ts'
import { isSnoozedFolder } from '../snoozed-folder.ts'
import { tellDone } from '../tell-done.ts'
import { tellFailure } from '../tell-failure.ts'
import { returnTimes } from '../return-times.ts'
import { forgetReturns } from './returns.ts'

type Ids = readonly MessageId[]

const askToReturn = (ids: MessageId[]) => call(unsnoozeMessages, { body: { ids } })

/** Moves messages away until then, says so and offers to undo it. Failures are told, never thrown. */
export async function carryOutSnooze(ids: Ids, untilMs: number): Promise<void> {
  const { cache, folders, findMessage } = mailboxCache()
  const to = folders().find(isSnoozedFolder)?.id
  const text = (count: number) => t('snooze.done', { count, when: spokenDate(new Date(untilMs)) })
  try {
    // One that is snoozed already stays where it is, with another time.
    if (ids.every((id) => findMessage(id)?.folderId === to)) {
      await call(snoozeMessages, { body: { ids: [...ids], untilMs } })
      useOutcome().tell(text(ids.length))
      return
    }
    const send = (some: MessageId[]) => call(snoozeMessages, { body: { ids: some, untilMs } })
    const result = await moveMessages(ids, to, useMailView().leave(ids), send)
    const count = result.moved.length
    const needs = result.moved.flatMap(({ movedId }) => movedId ?? [])
    tellDone({
      done: count > 0 ? text(count) : null,
      unchanged: result,
      goneKey: 'outcomes.notMovedGone',
      refusedKey: 'snooze.refused',
      wayBack: needs.length > 0 ? { needs, undo: () => undoSnooze(result) } : undefined,
    })
  } catch (error) {
    tellFailure(t('snooze.notDone', { count: ids.length }), error, () => void carryOutSnooze(ids, untilMs))
  } finally {
    forgetReturns()
    // The folder may have been made just now.
    if (to === undefined) cache.invalidateQueries({ key: keys.folders() }).catch(() => undefined)
  }
}

async function undoSnooze(result: MoveResult): Promise<void> {
  try {
    const count = await moveBack(result, askToReturn)
    useOutcome().tell(t('snooze.back', { count }))
  } catch (error) {
    tellFailure(t('snooze.notBack', { count: result.moved.length }), error, () => void undoSnooze(result))
  } finally {
    forgetReturns()
  }
}

/** Ends the snooze of messages in their folder: they go back as they were. */
export async function bringBackNow(ids: Ids): Promise<void> {
  // Taken back, each waits for the time it had; they are gone from here once the messages are back.
  const times = new Map(returnTimes.value)
  try {
    const result = await moveMessages(ids, undefined, useMailView().leave(ids), askToReturn)
    const count = result.moved.length
    const needs = result.moved.flatMap(({ movedId }) => movedId ?? [])
    tellDone({
      done: count > 0 ? t('snooze.back', { count }) : null,
      unchanged: result,
      goneKey: 'outcomes.notMovedGone',
      refusedKey: 'outcomes.notMovedRefused',
      wayBack: needs.length > 0 ? { needs, undo: () => snoozeAgain(result, times) } : undefined,
    })
  } catch (error) {
    tellFailure(t('snooze.notBack', { count: ids.length }), error, () => void bringBackNow(ids))
  } finally {
    forgetReturns()
  }
}

/** Messages that were brought back wait again, each until the time it had; where that has passed meanwhile it stays. */
async function snoozeAgain({ moved, ...result }: MoveResult, times: ReadonlyMap<MessageId, number>): Promise<void> {
  const waiting = moved.filter(({ id }) => (times.get(id) ?? 0) > Date.now())
  const untilOf = new Map(waiting.flatMap(({ id, movedId }) => (movedId ? [[movedId, times.get(id) ?? 0]] : [])))
  const send = async (some: MessageId[]) => {
    const byTime = Map.groupBy(some, (id) => untilOf.get(id) ?? 0)
    const snooze = ([untilMs, ids]: [number, MessageId[]]) => call(snoozeMessages, { body: { ids, untilMs } })
    const answers = await Promise.all([...byTime].map(snooze))
    return { items: answers.flatMap(({ items }) => items) }
  }
  try {
    const count = await moveBack({ ...result, moved: waiting }, send)
    const missing = moved.length - count
    const rest = missing > 0 && t('bulk.notUndone', { count: missing })
    const sentences = [count > 0 && t('snooze.again', { count }), rest].filter(
      (sentence) => typeof sentence === 'string',
    )
    useOutcome().tell(sentences.join('. '), { failed: missing > 0 })
  } catch (error) {
    const again = () => void snoozeAgain({ moved, ...result }, times)
    tellFailure(t('snooze.notDone', { count: waiting.length }), error, again)
  } finally {
    forgetReturns()
  }
}
