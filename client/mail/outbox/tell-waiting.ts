import { type Router } from 'vue-router'
import { spokenDate } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type OutboxItem } from '#contract/outbox.ts'
import { type WaitingMessage } from '#contract/sending.ts'
import { type Draft } from '../draft.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { type Undoable, useOutcome } from '../outcome.ts'
import { ownFolder } from '../use-mailbox.ts'
import { readOutboxAgain } from './outbox-list.ts'
import { takeBackToWrite } from './take-back.ts'

/** What this page has sent and can still take back, by the id in the outbox. */
const followed = new Map<string, Undoable>()

/** Says when a message goes, and offers to take it back until then. */
export function tellWaiting(
  router: Router,
  draft: Draft,
  { outboxId, dueAtMs }: WaitingMessage,
  seconds?: number,
): void {
  const when = spokenDate(new Date(dueAtMs))
  offerToStop(outboxId, {
    text: seconds === undefined ? t('outbox.told.goesAt', { when }) : t('outbox.told.goesIn', { count: seconds }),
    undo: () => takeBackToWrite(router, outboxId, { known: draft }),
  })
}

/** Says something of a message in the outbox, and offers to take it back until it goes. */
export function offerToStop(outboxId: string, step: Undoable): void {
  followed.set(outboxId, step)
  useOutcome().offerUndo(step)
  void readOutboxAgain()
}

const underWay: readonly OutboxItem['state'][] = ['waiting', 'sending', 'retrying', 'signed-out']

/** Ends what can no longer be taken back, and says what was sent where the person has nothing newer before them. */
export function followSending(router: Router, items: readonly OutboxItem[]): void {
  const outcome = useOutcome()
  for (const [id, step] of followed) {
    const item = items.find((one) => one.id === id)
    if (item && underWay.includes(item.state)) continue
    followed.delete(id)
    outcome.forget(step)
    if (!outcome.shown?.text.startsWith(step.text)) continue
    if (item?.state === 'sent') tellSent(router, item)
    else outcome.hide()
  }
}

function tellSent(router: Router, { sentCopyId }: OutboxItem): void {
  const folder = ownFolder(mailboxCache().folders(), 'sent')
  if (sentCopyId === null || !folder) {
    useOutcome().tell(`${t('outbox.told.sent')} ${t('outbox.told.noCopy')}`, { failed: sentCopyId === null })
    return
  }
  const place = { name: 'message', params: { folderId: folder.id, messageId: sentCopyId } }
  const action = { label: t('outbox.show'), run: () => void router.push(place) }
  useOutcome().tell(t('outbox.told.sent'), { action })
}
