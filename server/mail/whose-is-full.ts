import { isProblem, Problem } from '#server/problem.ts'
import type { FolderPath, MailAccount } from './mail-account.ts'
import type { OwnerNames } from './owner-names.ts'

/** Does what puts something into a folder. Where no room is left, `mailbox-full` says whose mailbox it is, if not one's own. */
export async function sayingWhoseIsFull<T>(
  mail: MailAccount,
  ownerNames: OwnerNames,
  into: FolderPath | null,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isProblem(error, 'mailbox-full')) throw error
    const folders = await mail.recentFolders().catch(() => [])
    const user = folders.find(({ path }) => path === into)?.owner ?? null
    if (user === null) throw error
    const owner = (await ownerNames.of([user])).get(user)?.name ?? user
    throw new Problem('mailbox-full', { owner }, error)
  }
}
