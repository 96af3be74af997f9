import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { inTurn, readAfterChanges } from '#client/mail/folder-turns.ts'
import { folderName, folderPath } from '#client/mail/folder-role.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { type Undoable, useOutcome } from '#client/mail/outcome.ts'
import { isSnoozedFolder } from '#client/mail/snoozed-folder.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { type ChoosableRole, chooseRole } from '#contract/folder-roles.ts'
import { type Folder, type FolderList } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'

/** Stands for leaving it to the mail server; an id is never empty. */
export const serverChoice = ''

/** What there is to choose from for a purpose: what the mail server says, then the person's own folders without another purpose. */
export function choicesFor(role: ChoosableRole, folders: readonly Folder[]): { value: string; label: string }[] {
  const own = folders.filter(({ owner }) => owner === null)
  const server = own.find(({ serverRole }) => serverRole === role)
  const fits = (folder: Folder) =>
    folder.holdsMessages &&
    folder.serverRole === null &&
    (folder.role === null || folder.role === role) &&
    !isSnoozedFolder(folder)
  const byServer = server
    ? t('settings.roles.server', { folder: folderName({ ...server, role }) })
    : t('settings.roles.none')
  return [
    { value: serverChoice, label: byServer },
    ...own.filter(fits).map((folder) => ({ value: folder.id, label: folderPath(folder, folders) })),
  ]
}

/** The folder the person has chosen for a purpose. */
export function chosenFor(role: ChoosableRole, folders: readonly Folder[]): Folder | undefined {
  return folders.find((folder) => folder.owner === null && folder.role === role && folder.serverRole !== role)
}

/** Chooses the folder for a purpose, null for the mail server's, says so and offers to undo it. Failures are told, never thrown. */
export async function chooseFolder(role: ChoosableRole, id: FolderId | null): Promise<void> {
  const before = chosenFor(role, mailboxCache().folders())?.id ?? null
  if (id === before) return
  const step: Undoable = { text: outcomeText(role, id), undo: () => putBack(role, before) }
  useOutcome().offerUndo(step)
  if (!(await put(role, id))) useOutcome().forget(step)
}

async function putBack(role: ChoosableRole, id: FolderId | null): Promise<void> {
  const text = outcomeText(role, id)
  if (await put(role, id)) useOutcome().tell(text)
}

/** "Sent messages: Posted" */
function outcomeText(role: ChoosableRole, id: FolderId | null): string {
  const choice = choicesFor(role, mailboxCache().folders()).find(({ value }) => value === (id ?? serverChoice))
  return t('settings.now', { name: t(`settings.roles.${role}`), value: choice?.label ?? '' })
}

async function put(role: ChoosableRole, id: FolderId | null): Promise<boolean> {
  show(role, id)
  try {
    await inTurn(async () => {
      await call(chooseRole, { body: { role, folderId: id } })
    })
    return true
  } catch (error) {
    const what = t('settings.roles.notChosen', { name: t(`settings.roles.${role}`) })
    tellFailure(what, error, () => void chooseFolder(role, id))
    return false
  } finally {
    readAfterChanges()
  }
}

/** On the screen at once; where each folder stands in the tree is read afterwards. */
function show(role: ChoosableRole, id: FolderId | null): void {
  const { cache } = mailboxCache()
  const list = cache.getQueryData<FolderList>(keys.folders())
  if (!list) return
  const isTheOne = (folder: Folder) => (id === null ? folder.serverRole === role : folder.id === id)
  const items = list.items.map((folder) => {
    if (folder.owner !== null) return folder
    if (isTheOne(folder)) return { ...folder, role }
    return folder.role === role ? { ...folder, role: null } : folder
  })
  cache.setQueryData<FolderList>(keys.folders(), { ...list, items })
}
