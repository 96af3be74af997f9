import { roleMailboxes } from '#platform/demo-people.ts'
import { connectImap } from '#platform/dovecot/connect.ts'
import type { Platform } from '#platform/platform.ts'
import type { SeedFolder } from './mailboxes.ts'
import { SEEN } from './piece.ts'

/** How a delegate sees a folder of somebody else's mailbox. */
function sharedPath(owner: string, folder: string): string {
  return folder === 'INBOX' ? `Other Users/${owner}` : `Other Users/${owner}/${folder}`
}

/**
 * Marks the older mail of the role mailboxes as read for each delegate too: in a shared folder \Seen is everybody's
 * own, and a person who has worked at the desk for months does not meet 20 unread messages there.
 */
export async function markReadForDelegates(platform: Platform, folders: readonly SeedFolder[]): Promise<void> {
  for (const { uid: owner, delegates } of roleMailboxes) {
    const shared = folders.filter((folder) => folder.uid === owner)
    for (const { uid } of delegates) {
      const client = await connectImap(platform, uid)
      try {
        for (const { folder, messages } of shared) {
          const read = messages.flatMap(({ flags }, index) => (flags.includes(SEEN) ? [index + 1] : []))
          const { readOnly } = await client.mailboxOpen(sharedPath(owner, folder))
          if (read.length > 0 && !readOnly) await client.messageFlagsAdd(read.join(','), [SEEN])
        }
      } finally {
        await client.logout()
      }
    }
  }
}
