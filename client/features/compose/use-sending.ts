import { ref, shallowRef } from 'vue'
import { type Router, useRouter } from 'vue-router'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Draft } from '#client/mail/draft.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellWaiting } from '#client/mail/outbox/tell-waiting.ts'
import { ownerOfAddress } from '#client/mail/mailbox-read.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { problemText } from '#client/mail/problem-text.ts'
import { refusedWords } from '#client/mail/outbox/refused-words.ts'
import { ownFolder } from '#client/mail/use-mailbox.ts'
import { type Folder } from '#contract/folders.ts'
import { type RefusedRecipient } from '#contract/problem.ts'
import { sendMessage, type SendResult, type WaitingMessage } from '#contract/sending.ts'
import { type DraftField, type DraftProblem } from './check-draft.ts'
import { useSaver } from './drafts/saver.ts'
import { outgoingMessage } from './outgoing-message.ts'
import { waitOf } from './sending-wait.ts'

/** A large message over a slow line takes its time; giving up early would leave people unsure whether it was sent. */
const patienceMs = 120_000

/** Sends drafts and says what came of it. The draft stays until the mail server has accepted it. */
export function useSending(mainAddress: () => string) {
  const drafts = useDrafts()
  const preferences = usePreferences()
  const router = useRouter()
  const saver = useSaver()
  const isSending = ref(false)
  /** Why the last try did not succeed, in words, and what the mail server said. */
  const failure = shallowRef<{ text: string; said: string } | null>(null)
  const refusals = shallowRef<DraftProblem[]>([])

  /** Resolves to true when it was accepted, or waits in the outbox, and the draft is gone. */
  async function send(draft: Draft, sendAtMs?: number): Promise<boolean> {
    if (isSending.value) return false
    isSending.value = true
    failure.value = null
    refusals.value = []
    draft.state = 'sending'
    void drafts.keepNow()
    announce(t('compose.sending'))
    try {
      // Or it would be saved once more after it has been sent.
      await saver.settled(draft.key)
      const wait = waitOf(draft, preferences.undoSendSeconds, sendAtMs)
      const body = { ...outgoingMessage(draft, mainAddress()), ...wait }
      const result = await call(sendMessage, { body }, { timeoutMs: patienceMs })
      return finish(draft, result, wait.undoSeconds)
    } catch (error) {
      goOnWriting(draft, error)
      explain(draft, error)
      return false
    } finally {
      isSending.value = false
      void drafts.keepNow()
    }
  }

  function finish(draft: Draft, result: SendResult | WaitingMessage, undoSeconds?: number): boolean {
    if (result.outcome === 'outcome-unknown') {
      draft.state = 'unknown'
      announce(t('compose.unknown.title'), { assertive: true })
      return false
    }
    draft.state = 'writing'
    drafts.remove(draft.key)
    tellDone(draft, result, router, undoSeconds)
    return true
  }

  function explain(draft: Draft, error: unknown): void {
    const { refused, ...why } = failureOf(error)
    refusals.value = refusedByField(draft, refused)
    failure.value = why
    announce(t('compose.notSentBecause', { why: why.text }), { assertive: true })
  }

  return { isSending, failure, refusals, send }
}

function failureOf(error: unknown): { text: string; said: string; refused: readonly RefusedRecipient[] } {
  const { type, details } = error instanceof ApiProblem ? error : { type: 'unexpected', details: {} }
  return {
    text: wordsFor(type) ?? problemText(error),
    said: details.serverSaid ?? '',
    refused: type === 'recipients-refused' ? (details.recipients ?? []) : [],
  }
}

function goOnWriting(draft: Draft, error: unknown): void {
  draft.state = 'writing'
  // Its key belongs to what was asked for before, of which nobody heard an answer.
  if (error instanceof ApiProblem && error.type === 'too-late') useDrafts().renewIdempotencyKey(draft)
}

function wordsFor(type: string): string | null {
  if (type === 'no-connection') return t('compose.noConnection')
  return type === 'too-late' ? t('compose.earlierVersion') : null
}

function tellDone(draft: Draft, result: SendResult | WaitingMessage, router: Router, undoSeconds?: number): void {
  if (result.outcome === 'waiting') tellWaiting(router, draft, result, undoSeconds)
  else tellSent(result, router, draft.from)
}

/** Says that it was sent and to whom not, and offers to look at the copy. */
function tellSent({ refused, sentCopyId, copyFollows }: SendResult, router: Router, from: string): void {
  const owner = ownerOfAddress(from)
  const sentences = [owner === null ? t('compose.sent') : t('acting.sent', { owner })]
  sentences.push(...refused.slice(0, 5).map(refusedWords))
  if (sentCopyId === null) sentences.push(t(copyFollows === true ? 'compose.copyFollows' : 'compose.noCopy'))
  const folders = mailboxCache().folders()
  const takesCopy = ({ role, shared }: Folder) =>
    role === 'sent' && shared?.address === from && !shared.refuses.includes('add')
  const sentFolder = folders.find(takesCopy) ?? ownFolder(folders, 'sent')
  const action =
    sentFolder && sentCopyId
      ? {
          label: t('compose.showSent'),
          run: () => void router.push({ name: 'message', params: { folderId: sentFolder.id, messageId: sentCopyId } }),
        }
      : undefined
  useOutcome().tell(sentences.join(' '), { failed: refused.length > 0 || sentCopyId === null, action })
}

function refusedByField(draft: Draft, refused: readonly RefusedRecipient[]): DraftProblem[] {
  const fields: readonly DraftField[] = ['to', 'cc', 'bcc']
  return refused.map((recipient) => {
    const holds = (field: DraftField) =>
      field !== 'subject' &&
      field !== 'files' &&
      field !== 'text' &&
      draft[field].some((entry) => sameAddress(entry.address, recipient.address))
    return { field: fields.find(holds) ?? 'to', text: refusedWords(recipient) }
  })
}

function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
