import { listFound, searchMessages, type SearchQuery } from '#contract/search.ts'
import { route, type EventSource, type Route } from '#server/http/route.ts'
import type { MailQuery, RunningSearch } from '#server/mail/mail-search.ts'
import { assignedKeyword } from '#server/mail/assigned-keyword.ts'
import { presentFound, presentNews } from '#server/mail/presenters.ts'
import { folderOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'

export function searchRoutes(): Route[] {
  return [
    route(searchMessages, async ({ body }, { session }) => {
      const query = queryOf(body, session.signedIn.user)
      session.checkRoom()
      return streamOf(await session.mail.search.start(query), session)
    }),

    route(listFound, async ({ params, query }, { session: { mail } }) => {
      const { items, ...window } = await mail.search.window(params.searchId, query.offset, query.limit)
      return { ...window, items: items.map(presentFound) }
    }),
  ]
}

/** Throws `invalid-request` for a query that asks for nothing: that would be the whole mailbox. */
function queryOf({ folderId, assignedTo, ...plain }: SearchQuery, user: string): MailQuery {
  const assigned = assignedTo === 'me' ? assignedKeyword(user) : assignedTo && null
  const query = { ...plain, assigned }
  const { words, includeBody: _, ...rest } = query
  const asks = words.length > 0 || Object.values(rest).some((value) => value !== undefined)
  if (!asks) throw new Problem('invalid-request', { fields: [{ field: 'words', code: 'missing' }] })
  return folderId === undefined ? query : { ...query, folder: folderOf(folderId) }
}

/** Runs the search for as long as somebody reads what it tells. */
function streamOf(search: RunningSearch, session: LiveSession): EventSource {
  return (stream) => {
    const { searchId, total } = search
    // While it runs the session is in use, and when that ends there is nobody left to search for.
    const forget = session.watch({
      ending: () => undefined,
      ended: () => stream.close(),
      stopping: () => stream.close(),
    })
    stream.send({ type: 'started', searchId, total })
    void search.run((news) => stream.send(presentNews(searchId, news))).finally(() => stream.close())
    return () => {
      forget()
      search.stop()
    }
  }
}
