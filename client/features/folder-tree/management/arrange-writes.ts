import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { folderName } from '#client/mail/folder-role.ts'
import { inTurn, readAgain } from '#client/mail/folder-turns.ts'
import { type Undoable, useOutcome } from '#client/mail/outcome.ts'
import { type Folder } from '#contract/folders.ts'
import { type ArrangedTree, besideIn } from './arrange-rules.ts'
import { tellFailure } from './telling.ts'

/** Writes after all that was asked for before. A failure is told, and what is shown is read anew, for it is not true. */
export async function writeArrangement(what: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await inTurn(work)
    return true
  } catch (error) {
    tellFailure(what, error, () => void writeArrangement(what, work).then(readAgain))
    await readAgain()
    return false
  }
}

/** Says what is done, with the way back, while it is being done; without a way back where it failed. */
export async function offering(step: Undoable, work: () => Promise<boolean>): Promise<void> {
  useOutcome().offerUndo(step)
  if (!(await work())) useOutcome().forget(step)
}

/** One step up or down: the order after it and what it is called, or null at the end, which is said. */
export function stepOf(
  folder: Folder,
  by: 1 | -1,
  tree: ArrangedTree,
): { before: readonly Folder[]; after: readonly Folder[]; text: string } | null {
  const before = besideIn(folder, tree)
  const at = before.findIndex(({ id }) => id === folder.id)
  const other = before[at + by]
  const words = { folder: folderName(folder), count: before.length }
  if (at === -1 || !other) {
    announce(t(by < 0 ? 'folders.isFirst' : 'folders.isLast', words))
    return null
  }
  const key = by < 0 ? 'folders.movedBefore' : 'folders.movedAfter'
  const text = t(key, { ...words, other: folderName(other), place: at + by + 1 })
  return { before, after: before.with(at, other).with(at + by, folder), text }
}
