import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Draft, type DraftFile } from '#client/mail/draft.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { useTransfers } from './transfers.ts'

/** Leaves a file out of a message, with a way back for as long as the message is being written. */
export function leaveOut(draft: Draft, file: DraftFile): void {
  const transfers = useTransfers()
  const index = draft.files.findIndex(({ key }) => key === file.key)
  if (index < 0) return
  transfers.stop(file.key)
  draft.files.splice(index, 1)
  draft.changedAtMs = Date.now()
  const name = plainLine(file.name)
  useOutcome().offerUndo({
    text: t('files.leftOut', { name, count: draft.files.length }),
    undo() {
      const now = useDrafts().find(draft.key)
      if (!now) {
        announce(t('files.gone', { name }))
        return Promise.resolve()
      }
      now.files.splice(Math.min(index, now.files.length), 0, { ...file })
      now.changedAtMs = Date.now()
      if (file.state === 'arriving' && !transfers.again(draft.key, file.key)) setFailed(now, file.key)
      useOutcome().tell(t('files.putBack', { name, count: now.files.length }))
      return Promise.resolve()
    },
  })
}

function setFailed(draft: Draft, key: string): void {
  const entry = draft.files.find((file) => file.key === key)
  if (entry) entry.state = 'failed'
}
