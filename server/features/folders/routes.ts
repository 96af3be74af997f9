import {
  changeFolder,
  createFolder,
  deleteFolder,
  emptyFolder,
  listFolders,
  markFolderRead,
  type Folder,
} from '#contract/folders.ts'
import type { ResponseOf } from '#contract/endpoint.ts'
import { Problem } from '#server/problem.ts'
import { route, type Route } from '#server/http/route.ts'
import { hiddenAmong, withPurpose } from '#server/mail/folder-arrangement.ts'
import type { GoneFolder } from '#server/mail/folder-changes.ts'
import { folderAt } from '#server/mail/folder-rules.ts'
import type { FolderDescription, FolderPath } from '#server/mail/mail-account.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import { presentFolder } from '#server/mail/presenters.ts'
import { presentChanged } from '#server/mail/message-sets.ts'
import { readFolders } from '#server/mail/read-folders.ts'
import { folderIdOf, folderOf, messageIdOf } from '#server/mail/reference-ids.ts'
import { sayingWhoseIsFull } from '#server/mail/whose-is-full.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { arrangementRoutes } from './arrangement-routes.ts'
import { roleRoutes } from './role-routes.ts'
import { ArrangementBook } from './arrangement-book.ts'

/** Above this, messages are not named: undo by so many ids would not be accepted. */
const mostIdsForUndo = 500

export function folderRoutes(ownerNames: OwnerNames, notes: PersonNotes): Route[] {
  const bookOf = ({ signedIn }: LiveSession) => new ArrangementBook(notes, signedIn.user)
  const present = async (folder: FolderDescription, hidden = false): Promise<Folder> =>
    presentFolder(folder, await ownerNames.of(folder.owner === null ? [] : [folder.owner]), hidden)
  return [
    route(listFolders, (_request, { session }) => readFolders(session.mail, ownerNames, bookOf(session).read())),

    route(createFolder, async ({ body }, { session: { mail } }) => {
      const parent = body.parentId === null ? null : folderOf(body.parentId)
      const create = () => mail.folderChanges.create(parent, body.name)
      return present(await sayingWhoseIsFull(mail, ownerNames, parent, create))
    }),

    route(changeFolder, async ({ params, body }, { session }) => {
      const { name, parentId, hidden } = body
      const parent = parentId ? folderOf(parentId) : parentId
      const book = bookOf(session)
      const path = folderOf(params.folderId)
      // Before the change itself, because that tells every open page to read the folders.
      if (hidden !== undefined) await noteHidden(session, book, path, hidden)
      const subscribed = hidden === undefined ? undefined : !hidden
      const { folder, paths } = await session.mail.folderChanges.change(path, { name, parent, subscribed })
      await book.follow(paths)
      const ids = paths.map(({ was, now }) => ({ was: folderIdOf(was), now: folderIdOf(now) }))
      return { folder: await present(folder, hiddenAmong([folder], await book.read()).has(folder.path)), ids }
    }),

    route(deleteFolder, async ({ params, query }, { session: { mail } }) => {
      const { gone, ...done } = await mail.folderChanges.remove(folderOf(params.folderId), {
        withSubfolders: query.withSubfolders === 'true',
        onlyEmpty: query.onlyEmpty === 'true',
      })
      return { ...done, gone: presentGone(gone) }
    }),

    route(emptyFolder, async ({ params }, { session: { mail } }) => ({
      deletedForEver: await mail.folderChanges.empty(folderOf(params.folderId)),
    })),

    route(markFolderRead, async ({ params }, { session: { mail } }) => {
      const changed = await mail.folderChanges.markRead(folderOf(params.folderId))
      return { changed: changed.length, ids: changed.length > mostIdsForUndo ? null : changed.map(messageIdOf) }
    }),

    ...arrangementRoutes(notes),
    ...roleRoutes(notes),
  ]
}

/** The outermost first; null where not all of it can be brought back. */
function presentGone(gone: readonly GoneFolder[]): ResponseOf<typeof deleteFolder>['gone'] {
  if (gone.some(({ count, moved }) => count > 0 && moved === null)) return null
  return gone.toReversed().map(({ path, name, parentPath, moved }) => ({
    id: folderIdOf(path),
    name,
    parentId: parentPath === null ? null : folderIdOf(parentPath),
    messages: presentChanged(moved ? [moved] : []),
  }))
}

async function noteHidden({ mail }: LiveSession, book: ArrangementBook, path: FolderPath, hidden: boolean) {
  const folders = await mail.recentFolders()
  folderAt(folders, path)
  if (hidden && withPurpose(folders).has(path)) throw new Problem('not-allowed')
  await book.hide(path, hidden)
}
