import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { changeBySets } from '#client/mail/bulk/change-by-sets.ts'
import { applyLabels } from '#client/mail/labels/apply-labels.ts'
import { changeLabels } from '#client/mail/labels/change-labels.ts'
import { changeKnownLabels, knownLabel } from '#client/mail/labels/labels-query.ts'
import { offerUnmaking } from '#client/mail/labels/take-back-labels.ts'
import { isCalled, type ShownLabel, shownLabel } from '#client/mail/label-looks.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type ChangedMessages } from '#contract/jobs.ts'
import { changeLabel, createLabel, deleteLabel } from '#contract/label-changes.ts'
import { type Label } from '#contract/labels.ts'

export type LabelForm = Pick<Label, 'colour' | 'shape'> & { name: string }

/** Every folder of a large mailbox is looked through. */
const deletingWithinMs = 120_000

/**
 * Makes a label, or changes the one given; says so, with the way back.
 * @throws {ApiProblem} `label-exists`, `not-allowed`
 */
export async function saveLabel(mailboxId: FolderId, before: ShownLabel | null, form: LabelForm): Promise<void> {
  const params = { mailboxId }
  const text = t('labels.saved', { name: form.name })
  if (before === null) {
    const made = await call(createLabel, { params, body: form })
    changeKnownLabels(mailboxId, (labels) => [...labels, made])
    offerUnmaking(mailboxId, made, text)
    return
  }
  const was = knownLabel(mailboxId, before)
  const { name, ...looks } = form
  // A common mark that keeps its usual name goes on having it in every reader's language.
  const renamed = before.name === name ? {} : { name }
  await putLabel(mailboxId, { keyword: before.keyword, ...renamed, ...looks })
  useOutcome().offerUndo({ text, undo: () => putBack(mailboxId, was) })
}

async function putBack(mailboxId: FolderId, was: Label): Promise<void> {
  try {
    await putLabel(mailboxId, was)
    useOutcome().tell(t('labels.putBack', { name: shownLabel(was).name }))
  } catch (error) {
    tellFailure(t('labels.notPutBack'), error, () => void putBack(mailboxId, was))
  }
}

/** Changes a label at the server and on the screen; one that has been deleted is there again. */
async function putLabel(mailboxId: FolderId, label: Pick<Label, 'keyword'> & Partial<Label>): Promise<void> {
  const changed = await call(changeLabel, { params: { mailboxId }, body: label })
  const isOther = (one: Label) => !isCalled(changed.keyword)(one)
  changeKnownLabels(mailboxId, (labels) => [...labels.filter(isOther), changed])
}

/** Deletes a label, says what came of it and offers to undo it. Failures are told, never thrown. */
export async function deleteLabelEverywhere(mailboxId: FolderId, label: ShownLabel): Promise<void> {
  const { keyword, name } = label
  const was = knownLabel(mailboxId, label)
  try {
    const request = { params: { mailboxId }, query: { keyword } }
    const { changed, messages } = await call(deleteLabel, request, { timeoutMs: deletingWithinMs })
    changeKnownLabels(mailboxId, (labels) => labels.filter((each) => !isCalled(keyword)(each)))
    applyLabels(loadedIds(), { add: [], remove: [keyword] })
    const text = t('labels.deleted', { name, count: changed })
    useOutcome().offerUndo({ text, undo: () => bringBack(mailboxId, was, messages) })
  } catch (error) {
    tellFailure(t('labels.notDeleted'), error, () => void deleteLabelEverywhere(mailboxId, label))
  }
}

async function bringBack(mailboxId: FolderId, was: Label, messages: ChangedMessages): Promise<void> {
  const labels = { add: [was.keyword], remove: [] }
  try {
    await putLabel(mailboxId, was)
    if ('sets' in messages) {
      const shown = mailboxCache().allRows()
      const folders = shown.map(({ folderId }) => folderId)
      await changeBySets(messages, { kind: 'flags', add: [], remove: [], labels }, t('labels.doing'), folders)
    } else if (messages.ids.length > 0) await changeLabels(messages.ids, labels)
    useOutcome().tell(t('labels.deletedBack', { name: shownLabel(was).name }))
  } catch (error) {
    tellFailure(t('labels.notPutBack'), error, () => void bringBack(mailboxId, was, messages))
  }
}

function loadedIds(): MessageId[] {
  return mailboxCache()
    .allRows()
    .flatMap(({ rows }) => [...rows.values()].map(({ id }) => id))
}
