import { describeOthersMailbox, type ReadMarks } from '#contract/others-mailbox.ts'
import { route, type Route } from '#server/http/route.ts'
import { folderOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'

export function othersMailboxRoutes(readMarks: ReadMarks | null): Route[] {
  return [
    route(describeOthersMailbox, async ({ params }, { session: { mail } }) => {
      const path = folderOf(params.folderId)
      const folder = (await mail.recentFolders()).find((each) => each.path === path)
      if (!folder) throw new Problem('folder-gone')
      if (folder.owner === null) return { quota: null, readMarks: null }
      return { quota: await mail.quota(path), readMarks }
    }),
  ]
}
