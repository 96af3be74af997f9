import { markRaw } from 'vue'
import { type Router } from 'vue-router'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { takeBack } from '#contract/outbox.ts'
import { type Draft } from '../draft.ts'
import { useDrafts } from '../drafts.ts'
import { useOutcome } from '../outcome.ts'
import { tellFailure } from '../tell-failure.ts'
import { readOutboxAgain } from './outbox-list.ts'

interface Options {
  /** The draft as this page still has it. */
  known?: Draft
  /** Changes what is written before it is shown. */
  prepare?: (draft: Draft) => void
}

/** Stops a message and opens it in the composer as it was. Says so when it is too late. Failures are told, never thrown. */
export async function takeBackToWrite(router: Router, outboxId: string, options: Options = {}): Promise<void> {
  try {
    const { composer } = await call(takeBack, { params: { outboxId } })
    const key = options.known ? reopen(options.known) : reopenKept(composer)
    const found = useDrafts().find(key)
    if (found) options.prepare?.(found)
    useOutcome().tell(t('outbox.told.takenBack'))
    await router.push({ name: 'compose', params: { draftKey: key } })
  } catch (error) {
    if (error instanceof ApiProblem && error.type === 'too-late') {
      const action = { label: t('outbox.open'), run: () => void router.push({ name: 'outbox' }) }
      useOutcome().tell(t('outbox.told.tooLate'), { failed: true, action })
    } else tellFailure(t('outbox.told.notTakenBack'), error, () => void takeBackToWrite(router, outboxId, options))
  } finally {
    void readOutboxAgain()
  }
}

/** What was taken back counts as a new message: the old one can never go. */
function reopen(known: Draft): string {
  const drafts = useDrafts()
  drafts.restore(known)
  const draft = drafts.find(known.key)
  if (draft) {
    drafts.renewIdempotencyKey(draft)
    savedAnew(draft)
  }
  return known.key
}

/** From what was given along, perhaps by another browser; what this version does not know of it stays as it is when new. */
function reopenKept(kept: string): string {
  const drafts = useDrafts()
  const key = drafts.start({ kind: 'new' })
  const draft = drafts.find(key)
  const record = JSON.parse(kept) as Partial<Draft> | null
  if (!draft || typeof record !== 'object' || record === null) return key
  const { idempotencyKey, owner } = draft
  const document = record.document ? markRaw(record.document) : null
  Object.assign(draft, record, { key, idempotencyKey, owner, document, state: 'writing', changedAtMs: Date.now() })
  savedAnew(draft)
  void drafts.keepNow()
  return key
}

/** Its saved draft went when it was to wait; where it did not, the next saving takes its place. */
function savedAnew(draft: Draft): void {
  draft.place = { ...draft.place, previousId: null }
  draft.savedChange = 0
}
