import type { ChosenMessages, JobAction } from '#contract/jobs.ts'
import type { FolderPath, MailAccount, MessageReference } from '#server/mail/mail-account.ts'
import { messageSetsOf } from '#server/mail/message-sets.ts'
import { folderPathOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import { Steps, type Change, type Step } from './step.ts'

/** What the contract's action means to the mail account. Throws Problem `folder-gone`. */
export function changeOf(action: JobAction): Change {
  if (action.kind === 'detach-files') {
    return { kind: 'detach-files', to: folderOf(action.toFolderId), note: action.note }
  }
  if (action.kind !== 'move') return action
  return { kind: 'move', to: folderOf(action.toFolderId), byYearIn: action.byYearIn, marks: action.marks }
}

/**
 * Fixes which messages a job is about.
 *
 * @throws Problem `folder-gone`, also when the folder has been made anew since the person looked at it: what they left out of
 *   their choice can then no longer be told from the rest
 */
export async function chooseMessages(mail: MailAccount, messages: ChosenMessages, change: Change): Promise<Step[]> {
  if ('ids' in messages) {
    const steps = new Steps()
    for (const reference of referencesOf(messages.ids)) steps.add(reference, change)
    return steps.all()
  }
  if ('sets' in messages) return messageSetsOf(messages.sets).map((set) => ({ ...set, change }))
  const picked = await mail.pick(folderOf(messages.folderId), messages.filter)
  const except = referencesOf(messages.exceptIds).filter(({ folder }) => folder === picked.folder)
  if (except.some(({ validity }) => validity !== picked.validity)) throw new Problem('folder-gone')
  const left = new Set(except.map(({ uid }) => uid))
  return [{ ...picked, uids: picked.uids.filter((uid) => !left.has(uid)), change }]
}

/** Each once; an id that was never one of ours stands for no message. */
function referencesOf(ids: readonly string[]): MessageReference[] {
  return [...new Set(ids)].map(messageReferenceOf).filter((reference) => reference !== null)
}

function folderOf(id: string): FolderPath {
  const path = folderPathOf(id)
  if (path === null) throw new Problem('folder-gone')
  return path
}
