import {
  hideMailbox,
  orderFolders,
  placeFavourite,
  removeFavourite,
  sortFolders,
} from '#contract/folder-arrangement.ts'
import { chooseListOrder, readAllInConversations } from '#contract/list-order-choice.ts'
import { route, type Route } from '#server/http/route.ts'
import { placeOf } from '#server/mail/folder-arrangement.ts'
import { folderAt } from '#server/mail/folder-rules.ts'
import type { FolderPath } from '#server/mail/mail-account.ts'
import { folderIdOf, folderOf, folderPathOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'
import { ArrangementBook } from './arrangement-book.ts'

export function arrangementRoutes(notes: PersonNotes): Route[] {
  const bookOf = ({ signedIn }: LiveSession) => new ArrangementBook(notes, signedIn.user)
  const idsOf = (paths: readonly FolderPath[] | null) => ({ before: paths?.map(folderIdOf) ?? null })
  return [
    route(chooseListOrder, async ({ params, body }, { session }) => {
      const { path } = folderAt(await session.mail.recentFolders(), folderOf(params.folderId))
      await bookOf(session).chooseListOrder(path, body.order)
    }),

    route(readAllInConversations, ({ body }, { session }) => bookOf(session).readAllInConversations(body.on)),

    route(hideMailbox, async ({ params, body }, { session }) => {
      const { owner } = folderAt(await session.mail.recentFolders(), folderOf(params.folderId))
      if (owner === null) throw new Problem('not-allowed')
      await bookOf(session).hideMailbox(owner, body.hidden)
    }),

    route(placeFavourite, async ({ params, body }, { session }) => {
      const { path } = folderAt(await session.mail.recentFolders(), folderOf(params.folderId))
      const before = body.before === null ? null : folderPathOf(body.before)
      await bookOf(session).placeFavourite(path, before)
    }),

    route(removeFavourite, ({ params }, { session }) => bookOf(session).removeFavourite(folderOf(params.folderId))),

    route(orderFolders, async ({ body: { ids } }, { session }) => {
      const folders = await session.mail.recentFolders()
      const [first = '', ...rest] = new Set(ids.flatMap((id) => folderPathOf(id) ?? []))
      const one = folderAt(folders, first)
      const beside = new Set(folders.filter((each) => placeOf(each) === placeOf(one)).map(({ path }) => path))
      return idsOf(
        await bookOf(session).order(
          one,
          [first, ...rest].filter((path) => beside.has(path)),
        ),
      )
    }),

    route(sortFolders, async ({ params }, { session }) => {
      const one = folderAt(await session.mail.recentFolders(), folderOf(params.folderId))
      return idsOf(await bookOf(session).order(one, null))
    }),
  ]
}
