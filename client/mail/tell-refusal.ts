import { t } from '#client/i18n/i18n.ts'
import { refusalOf } from './folder-rights.ts'
import { folderName } from './folder-role.ts'
import { type CommandId } from './message-commands.ts'
import { useOutcome } from './outcome.ts'
import { type Target } from './selection.ts'

/** Carries a command out, or says why the mailbox of somebody else does not permit it: nobody has to find out by trying. */
export function unlessRefused(id: CommandId, target: Target, run: (target: Target) => void): void {
  const refusal = refusalOf(id, target)
  if (!refusal) {
    run(target)
    return
  }
  const { folder, action } = refusal
  const text = t(`acting.refused.${action}`, { folder: folderName(folder), owner: folder.owner ?? '' })
  useOutcome().tell(text, { failed: true })
}
