import { listColleagues } from '#contract/teamwork.ts'
import { route, type Route } from '#server/http/route.ts'
import type { FolderDescription, MailAccount } from '#server/mail/mail-account.ts'
import { folderOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'
import type { Colleagues } from './colleagues.ts'

export function teamworkRoutes(colleagues: Colleagues): Route[] {
  return [
    route(listColleagues, async ({ params }, { session: { mail, signedIn } }) => {
      const { owner } = await seenFolder(mail, folderOf(params.folderId))
      return { items: await colleagues.of(owner ?? signedIn.user, signedIn.user) }
    }),
  ]
}

/** Of a mailbox that is none of theirs people learn nothing: the same as of one that is not there. */
async function seenFolder(mail: MailAccount, path: string): Promise<FolderDescription> {
  const found = (await mail.recentFolders()).find((folder) => folder.path === path)
  if (!found) throw new Problem('folder-gone')
  return found
}
