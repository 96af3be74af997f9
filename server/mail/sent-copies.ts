import type { SentCopies } from '#contract/identities.ts'
import type { MailAccount, MessageReference } from './mail-account.ts'
import type { MessageBytes } from './message-bytes.ts'

/** Where copies lie that we put down. */
export type OurCopies = Exclude<SentCopies, 'server'>

/** Puts copies of what was sent where the operator says; `owner`: from whose mailbox, null for the writer's own. */
export async function keepSentCopies(
  account: MailAccount,
  where: OurCopies,
  message: MessageBytes,
  owner: string | null,
): Promise<MessageReference | null> {
  if (owner === null || where === 'writer') return account.saveSentCopy(message, null)
  const theirs = await account.saveSentCopy(message, owner)
  if (where === 'owner') return theirs
  const folders = await account.recentFolders()
  // Where the other mailbox took none it is in the writer's own already.
  const isTheirs = folders.some((folder) => folder.path === theirs?.folder && folder.owner === owner)
  // It has gone out and been kept: a second copy that fails is no failure.
  if (isTheirs) await account.saveSentCopy(message, null).catch(() => null)
  return theirs
}
