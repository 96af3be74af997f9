import type { ExportedMessages } from '#contract/mail-export.ts'
import type { FolderDescription, MailAccount, MessageReference, MessageSet } from '#server/mail/mail-account.ts'
import { folderOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import { isProblem, Problem } from '#server/problem.ts'

/** Which messages these are now, folder by folder. Throws `folder-gone`, and `not-found` where there are none. */
export async function chooseExported(mail: MailAccount, messages: ExportedMessages): Promise<MessageSet[]> {
  const sets = (await setsOf(mail, messages)).filter(({ uids }) => uids.length > 0)
  if (sets.length === 0) throw new Problem('not-found')
  return sets
}

async function setsOf(mail: MailAccount, messages: ExportedMessages): Promise<MessageSet[]> {
  if ('everything' in messages) return everythingIn(mail)
  if ('ids' in messages) return inFolders(referencesOf(messages.ids))
  const picked = await mail.pick(folderOf(messages.folderId), messages.filter)
  const except = referencesOf(messages.exceptIds).filter(({ folder }) => folder === picked.folder)
  if (except.some(({ validity }) => validity !== picked.validity)) throw new Problem('folder-gone')
  const left = new Set(except.map(({ uid }) => uid))
  return [{ ...picked, uids: picked.uids.filter((uid) => !left.has(uid)) }]
}

/** What others share is theirs, and what only shows messages of other folders would bring them twice. */
const isOwn = ({ owner, holdsMessages, serverRole }: FolderDescription) =>
  owner === null && holdsMessages && serverRole !== 'all' && serverRole !== 'flagged'

async function everythingIn(mail: MailAccount): Promise<MessageSet[]> {
  const sets: MessageSet[] = []
  for (const { path } of (await mail.folders()).filter(isOwn)) {
    const set = await mail.pick(path, {}).catch((error: unknown) => {
      if (isProblem(error, 'folder-gone') || isProblem(error, 'not-allowed')) return null
      throw error
    })
    if (set) sets.push(set)
  }
  return sets
}

const referencesOf = (ids: readonly string[]): MessageReference[] =>
  [...new Set(ids)].map(messageReferenceOf).filter((reference) => reference !== null)

function inFolders(references: readonly MessageReference[]): MessageSet[] {
  const groups = Map.groupBy(references, ({ folder, validity }) => JSON.stringify([folder, validity]))
  return [...groups.values()].map((some) => ({
    folder: some[0]?.folder ?? '',
    validity: some[0]?.validity ?? '',
    uids: some.map(({ uid }) => uid),
  }))
}
