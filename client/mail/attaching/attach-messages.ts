import { type Router } from 'vue-router'
import { t } from '#client/i18n/i18n.ts'
import { type MessageId } from '#contract/ids.ts'
import { type DraftFile } from '../draft.ts'
import { useDrafts } from '../drafts.ts'
import { messageFiles } from '../forward-attached.ts'
import { useOutcome } from '../outcome.ts'
import { plainLine } from '../sender-name.ts'
import { tellFailure } from '../tell-failure.ts'

/** As many as one message takes. */
const mostFiles = 100

/** Puts messages into one that is being written, whole, as files; says so, offers to undo it and goes on writing. Failures are told. */
export async function attachMessages(draftKey: string, ids: readonly MessageId[], router: Router): Promise<void> {
  const isNew = (id: MessageId) =>
    !useDrafts()
      .find(draftKey)
      ?.files.some(({ key }) => key === id)
  try {
    const files = await messageFiles(ids.filter(isNew))
    if (files.length === 0) useOutcome().tell(t('rule-actions.attach.already', { count: ids.length }))
    else if (!add(draftKey, files)) return
  } catch (error) {
    const again = () => void attachMessages(draftKey, ids, router)
    tellFailure(t('rule-actions.attach.failed', { count: ids.length }), error, again)
    return
  }
  await router.push({ name: 'compose', params: { draftKey } })
}

/** False where they do not go in; that is said. */
function add(draftKey: string, files: readonly DraftFile[]): boolean {
  const draft = useDrafts().find(draftKey)
  const count = files.length
  if (!draft || draft.files.length + count > mostFiles) {
    useOutcome().tell(t(draft ? 'rule-actions.attach.full' : 'rule-actions.attach.gone', { count: mostFiles }), {
      failed: true,
    })
    return false
  }
  draft.files.push(...files)
  draft.changedAtMs = Date.now()
  const subject = plainLine(draft.subject) || t('mail.noSubject')
  useOutcome().offerUndo({
    text: t('rule-actions.attach.done', { count, subject }),
    undo: () => {
      const now = useDrafts().find(draftKey)
      if (now) {
        now.files = now.files.filter(({ key }) => !files.some((file) => file.key === key))
        now.changedAtMs = Date.now()
      }
      useOutcome().tell(t(now ? 'rule-actions.attach.undone' : 'rule-actions.attach.gone', { count }))
      return Promise.resolve()
    },
  })
  return true
}
