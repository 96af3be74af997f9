import {
  addList,
  changeListMember,
  changeListOwner,
  changeListRules,
  deleteList,
  findLists,
  joinList,
  readList,
  readOwnLists,
} from '#contract/directory-lists.ts'
import { route, type Route } from '#server/http/route.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import { ListDesk, type ListServices } from './list-desk.ts'

/** Joining and leaving lists of the directory, and looking after them. */
export function directoryListRoutes(services: ListServices): Route[] {
  const deskOf = ({ signedIn }: LiveSession) => new ListDesk(services, signedIn.user)
  const asked = (session: LiveSession) => ({ user: session.signedIn.user, lists: deskOf(session).directory })
  return [
    route(readOwnLists, (_request, { session }) => deskOf(session).read()),
    route(findLists, async ({ query }, { session }) => {
      const { user, lists } = asked(session)
      return { items: await lists.find(user, query.query) }
    }),
    route(readList, async ({ query }, { session }) => {
      const { user, lists } = asked(session)
      const details = await lists.details(user, query.address)
      if (!details) throw new Problem('not-found')
      return details
    }),
    route(joinList, ({ body }, { session }) => deskOf(session).join(body.address, body.isMember)),
    route(changeListMember, ({ body }, { session }) => {
      const { user, lists } = asked(session)
      return lists.setMember(user, body.address, body.member, body.isMember)
    }),
    route(changeListOwner, ({ body }, { session }) => {
      const { user, lists } = asked(session)
      return lists.setOwner(user, body.address, body.owner, body.isOwner)
    }),
    route(changeListRules, ({ body }, { session }) => {
      const { user, lists } = asked(session)
      return lists.setRules(user, body.address, body.before, body.after)
    }),
    route(addList, ({ body }, { session }) => deskOf(session).add(body.name, body.domain, body.title)),
    route(deleteList, ({ body }, { session }) => {
      const { user, lists } = asked(session)
      return lists.delete(user, body.address)
    }),
  ]
}
