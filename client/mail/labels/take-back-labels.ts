import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { type FolderId } from '#contract/ids.ts'
import { deleteLabel } from '#contract/label-changes.ts'
import { type Label } from '#contract/labels.ts'
import { isCalled, shownLabel } from '../label-looks.ts'
import { useOutcome } from '../outcome.ts'
import { tellFailure } from '../tell-failure.ts'
import { changeKnownLabels } from './labels-query.ts'

/** After a label was made: says so in these words, with the way back. */
export function offerUnmaking(mailboxId: FolderId, made: Label, text: string): void {
  useOutcome().offerUndo({ text, undo: () => unmake(mailboxId, made) })
}

/** Messages are not touched: whatever has put it on one can be taken back by itself. */
async function unmake(mailboxId: FolderId, made: Label): Promise<void> {
  const { keyword } = made
  try {
    await call(deleteLabel, { params: { mailboxId }, query: { keyword, onlyForget: 'true' } })
    changeKnownLabels(mailboxId, (labels) => labels.filter((label) => !isCalled(keyword)(label)))
    useOutcome().tell(t('labels.unmade', { name: shownLabel(made).name }))
  } catch (error) {
    tellFailure(t('labels.notPutBack'), error, () => void unmake(mailboxId, made))
  }
}
