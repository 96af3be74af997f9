import { readSenders, saveSenders } from '#contract/senders.ts'
import { route, type Route } from '#server/http/route.ts'
import type { FolderPath, MailAccount } from '#server/mail/mail-account.ts'
import type { OwnSenders } from '#server/mail/own-rules.ts'

export function senderRoutes(rules: OwnSenders): Route[] {
  return [
    route(readSenders, async (_request, { session: { mail, signedIn } }) =>
      rules.readSenders(signedIn, await junkOf(mail)),
    ),
    route(saveSenders, async ({ body }, { session: { mail, signedIn } }) =>
      rules.saveSenders(signedIn, body.senders, body.version, await junkOf(mail)),
    ),
  ]
}

/** The person's own folder for junk. */
async function junkOf(mail: MailAccount): Promise<FolderPath | null> {
  const folders = await mail.recentFolders()
  return folders.find(({ role, owner }) => role === 'junk' && owner === null)?.path ?? null
}
