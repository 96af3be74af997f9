import { formatDay } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { folderFor } from '../folder-of-target.ts'
import { type Target } from '../selection.ts'
import { carryOut } from './carry-out-many.ts'
import { takeOutWhole } from './take-out-whole.ts'

/** Has a copy without attached files put in the place of each message, by a job. The messages as they were go to the trash. */
export async function detachMany(target: Target): Promise<void> {
  const trash = folderFor('trash', target)
  if (!trash) return
  const note = t('detach.note', { date: formatDay(Date.now()) })
  await carryOut({
    target,
    action: { kind: 'detach-files', toFolderId: trash.id, note },
    leaves: true,
    doing: t('detach.doing'),
    done: (count) => t('detach.done', { count }),
    notDoneKey: 'detach.notDone',
    // They come back without their files when the list is read again.
    foresee: () => takeOutWhole(target, trash.id),
    again: () => void detachMany(target),
  })
}
