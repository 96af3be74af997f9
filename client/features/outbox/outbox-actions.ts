import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { spokenDate } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { readOutboxAgain } from '#client/mail/outbox/outbox-list.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { changeOutboxTime, deleteOutbox, type OutboxItem, restoreOutbox, sendOutboxNow } from '#contract/outbox.ts'
import { needsPerson } from './outbox-words.ts'

/** Each does one thing with a message in the outbox and says what came of it. Failures are told, never thrown. */
export function sendItemNow({ id }: OutboxItem): Promise<void> {
  return trying('outbox.told.notNow', async () => {
    await call(sendOutboxNow, { params: { outboxId: id } })
    useOutcome().tell(t('outbox.told.sendingNow'))
  })
}

export function changeItemTime({ id, dueAtMs, isScheduled }: OutboxItem, sendAtMs: number): Promise<void> {
  const change = async (atMs: number) => {
    await call(changeOutboxTime, { params: { outboxId: id }, body: { sendAtMs: atMs } })
    return t('outbox.told.newTime', { when: spokenDate(new Date(atMs)) })
  }
  return trying('outbox.told.notChanged', async () => {
    const text = await change(sendAtMs)
    // A time that has passed is not gone back to: the message would go at once.
    if (!isScheduled || dueAtMs <= Date.now()) {
      useOutcome().tell(text)
      return
    }
    const undo = () =>
      trying('outbox.told.notChanged', async () => {
        useOutcome().tell(await change(dueAtMs))
      })
    useOutcome().offerUndo({ text, undo })
  })
}

export function deleteItem(item: OutboxItem): Promise<void> {
  const params = { outboxId: item.id }
  return trying('outbox.told.notDeleted', async () => {
    await call(deleteOutbox, { params })
    const undo = () =>
      trying('outbox.told.notRestored', async () => {
        await call(restoreOutbox, { params })
        useOutcome().tell(t('outbox.told.restored'))
      })
    const wasOut = needsPerson(item) && item.state !== 'failed'
    useOutcome().offerUndo({ text: t(wasOut ? 'outbox.told.dismissed' : 'outbox.told.deleted'), undo })
  })
}

async function trying(whatKey: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof ApiProblem && error.type === 'too-late') {
      useOutcome().tell(t('outbox.told.tooLate'), { failed: true })
    } else tellFailure(t(whatKey), error, () => void trying(whatKey, work))
  } finally {
    await readOutboxAgain()
  }
}
