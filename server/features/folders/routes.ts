import {
  changeFolder,
  createFolder,
  deleteFolder,
  emptyFolder,
  listFolders,
  markFolderRead,
  type Folder,
} from '#contract/folders.ts'
import { route, type Route } from '#server/http/route.ts'
import type { FolderDescription } from '#server/mail/mail-account.ts'
import type { OwnerNames } from '#server/mail/owner-names.ts'
import { presentFolder } from '#server/mail/presenters.ts'
import { readFolders } from '#server/mail/read-folders.ts'
import { folderIdOf, folderOf, messageIdOf } from '#server/mail/reference-ids.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { arrangementRoutes } from './arrangement-routes.ts'
import { ArrangementBook } from './arrangement-book.ts'
import { roleRoutes } from './role-routes.ts'

/** Above this, the messages marked as read are not named: undo by so many ids would not be accepted. */
const mostIdsForUndo = 500

export function folderRoutes(ownerNames: OwnerNames, notes: PersonNotes): Route[] {
  const bookOf = ({ signedIn }: LiveSession) => new ArrangementBook(notes, signedIn.user)
  const present = async (folder: FolderDescription): Promise<Folder> =>
    presentFolder(folder, await ownerNames.of(folder.owner === null ? [] : [folder.owner]))
  return [
    route(listFolders, (_request, { session }) => readFolders(session.mail, ownerNames, bookOf(session).read())),

    route(createFolder, async ({ body }, { session: { mail } }) => {
      const parent = body.parentId === null ? null : folderOf(body.parentId)
      return present(await mail.folderChanges.create(parent, body.name))
    }),

    route(changeFolder, async ({ params, body }, { session }) => {
      const { name, parentId, subscribed } = body
      const parent = parentId ? folderOf(parentId) : parentId
      const { folder, paths } = await session.mail.folderChanges.change(folderOf(params.folderId), {
        name,
        parent,
        subscribed,
      })
      await bookOf(session).follow(paths)
      const ids = paths.map(({ was, now }) => ({ was: folderIdOf(was), now: folderIdOf(now) }))
      return { folder: await present(folder), ids }
    }),

    route(deleteFolder, ({ params, query }, { session: { mail } }) =>
      mail.folderChanges.remove(folderOf(params.folderId), query.withSubfolders === 'true'),
    ),

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
