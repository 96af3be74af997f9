import { type Router } from 'vue-router'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { readOutboxAgain } from '#client/mail/outbox/outbox-list.ts'
import { offerToStop } from '#client/mail/outbox/tell-waiting.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { type MessageId } from '#contract/ids.ts'
import { takeBack } from '#contract/outbox.ts'
import { redirectMessage } from '#contract/redirecting.ts'
import { type Recipient } from '#contract/sending.ts'

/** A large message over a slow line takes its time. */
const patienceMs = 120_000

interface Redirection {
  idempotencyKey: string
  from: string
  to: readonly Recipient[]
  /** So long it can be taken back; 0: it goes at once. */
  undoSeconds: number
}

/**
 * Sends a message on as it is. Answers what says so, given the people's names; `onStopped` is called where it is taken back. Throws
 * where it was not sent.
 */
export async function carryOutRedirect(
  messageId: MessageId,
  { to, undoSeconds, ...redirection }: Redirection,
): Promise<(router: Router, people: string, onStopped: () => void) => void> {
  const body = { ...redirection, to: [...to], ...(undoSeconds > 0 ? { undoSeconds } : {}) }
  const result = await call(redirectMessage, { params: { messageId }, body }, { timeoutMs: patienceMs })
  if (result.outcome === 'waiting') {
    const { outboxId } = result
    return (router, people, onStopped) => {
      const text = t('redirect.goesIn', { people, count: undoSeconds })
      offerToStop(outboxId, { text, undo: () => stop(router, outboxId, onStopped) })
    }
  }
  const isUnknown = result.outcome === 'outcome-unknown'
  const addresses = formatList(result.refused.slice(0, 5).map(({ address }) => address))
  return (_router, people) => {
    const done = addresses === '' ? t('redirect.done', { people }) : t('redirect.inPart', { addresses })
    useOutcome().tell(isUnknown ? t('redirect.unknown') : done, { failed: isUnknown || addresses !== '' })
  }
}

/** Failures are told, never thrown. */
async function stop(router: Router, outboxId: string, onStopped: () => void): Promise<void> {
  try {
    await call(takeBack, { params: { outboxId } })
    useOutcome().tell(t('redirect.stopped'))
    onStopped()
  } catch (error) {
    if (error instanceof ApiProblem && error.type === 'too-late') {
      const action = { label: t('outbox.open'), run: () => void router.push({ name: 'outbox' }) }
      useOutcome().tell(t('outbox.told.tooLate'), { failed: true, action })
    } else tellFailure(t('outbox.told.notTakenBack'), error, () => void stop(router, outboxId, onStopped))
  } finally {
    void readOutboxAgain()
  }
}
