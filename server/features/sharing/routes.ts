import {
  confirmShares as confirm,
  endShare as endShareOf,
  readSharing,
  readUnseenShares,
  saveShare as saveShareOf,
} from '#contract/sharing.ts'
import { route, type Route } from '#server/http/route.ts'
import type { SignedInVisit } from '#server/http/visit.ts'
import { folderOf } from '#server/mail/reference-ids.ts'
import { confirmShares, endShare, saveShare } from './share-folders.ts'
import { listShares, type SharingFeature, unseenShares } from './share-list.ts'

/** Takes note of a change: who shares with whom, and how many folders (0: all). */
export type NoteShare = (
  visit: SignedInVisit,
  change: { outcome: 'given' | 'ended'; user: string; count: number },
) => void

export function sharingRoutes(feature: SharingFeature, note: NoteShare): Route[] {
  return [
    route(readSharing, (_request, { session }) => listShares(feature, session)),
    route(saveShareOf, async ({ body: { folderIds, ...wish } }, visit) => {
      const { session } = visit
      const folders = folderIds && [...new Set(folderIds.map(folderOf))]
      const { user, made } = await saveShare(feature, session, { ...wish, folders })
      note(visit, { outcome: 'given', user, count: folders?.length ?? 0 })
      return made
    }),
    route(readUnseenShares, (_request, { session }) => unseenShares(feature, session)),
    route(confirm, ({ body }, { session }) => confirmShares(feature, session, body.shareIds)),
    route(endShareOf, async ({ params }, visit) => {
      const { user, made } = await endShare(feature, visit.session, params.shareId)
      if (user !== null) note(visit, { outcome: 'ended', user, count: 0 })
      return made
    }),
  ]
}
