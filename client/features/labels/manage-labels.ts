import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { applyLabels } from '#client/mail/labels/apply-labels.ts'
import { changeLabels } from '#client/mail/labels/change-labels.ts'
import { changeKnownLabels } from '#client/mail/labels/labels-query.ts'
import { isCalled, type ShownLabel } from '#client/mail/label-looks.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { changeLabel, createLabel, deleteLabel } from '#contract/label-changes.ts'
import { type Label } from '#contract/labels.ts'

export type LabelForm = Pick<Label, 'colour' | 'shape'> & { name: string }

/** Every folder of a large mailbox is looked through. */
const deletingWithinMs = 120_000

/**
 * Makes a label, or changes the one given.
 * @throws {ApiProblem} `label-exists`, `not-allowed`
 */
export async function saveLabel(mailboxId: FolderId, before: Label | null, form: LabelForm): Promise<void> {
  const params = { mailboxId }
  if (before === null) {
    const made = await call(createLabel, { params, body: form })
    changeKnownLabels(mailboxId, (labels) => [...labels, made])
    return
  }
  const { name, ...looks } = form
  // A common mark that keeps its usual name goes on having it in every reader's language.
  const renamed = before.name === name ? {} : { name }
  const changed = await call(changeLabel, { params, body: { keyword: before.keyword, ...renamed, ...looks } })
  changeKnownLabels(mailboxId, (labels) => labels.map((label) => (isCalled(changed.keyword)(label) ? changed : label)))
}

/** Deletes a label, says what came of it and offers to undo it. Failures are told, never thrown. */
export async function deleteLabelEverywhere(mailboxId: FolderId, label: ShownLabel): Promise<void> {
  const { keyword, name } = label
  try {
    const request = { params: { mailboxId }, query: { keyword } }
    const { changed, ids } = await call(deleteLabel, request, { timeoutMs: deletingWithinMs })
    changeKnownLabels(mailboxId, (labels) => labels.filter((each) => !isCalled(keyword)(each)))
    applyLabels(loadedIds(), { add: [], remove: [keyword] })
    const text = t(ids ? 'labels.deleted' : 'labels.deletedMany', { name, count: changed })
    if (ids) useOutcome().offerUndo({ text, undo: () => bringBack(mailboxId, label, ids) })
    else useOutcome().tell(text)
  } catch (error) {
    tellFailure(t('labels.notDeleted'), error, () => void deleteLabelEverywhere(mailboxId, label))
  }
}

async function bringBack(mailboxId: FolderId, label: ShownLabel, ids: readonly MessageId[]): Promise<void> {
  const { name, colour, shape } = label
  try {
    const made = await call(createLabel, { params: { mailboxId }, body: { name, colour, shape } })
    changeKnownLabels(mailboxId, (labels) => [...labels, made])
    if (ids.length > 0) await changeLabels(ids, { add: [made.keyword], remove: [] })
    useOutcome().tell(t('labels.deletedBack', { name }))
  } catch (error) {
    tellFailure(t('labels.notDeleted'), error, () => void bringBack(mailboxId, label, ids))
  }
}

function loadedIds(): MessageId[] {
  return mailboxCache()
    .allRows()
    .flatMap(({ rows }) => [...rows.values()].map(({ id }) => id))
}
