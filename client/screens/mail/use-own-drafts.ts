import { useRouter } from 'vue-router'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { ownFolder } from '#client/mail/use-mailbox.ts'
import { type MessageId } from '#contract/ids.ts'

/** Goes on with a message of the person's own folder for drafts, which is written on, not read; false for any other. */
export function useOwnDrafts(): (id: MessageId) => Promise<boolean> {
  const router = useRouter()
  const mailbox = mailboxCache()
  return async (id) => {
    const folderId = mailbox.findMessage(id)?.folderId
    if (folderId === undefined || folderId !== ownFolder(mailbox.folders(), 'drafts')?.id) return false
    await (await import('#client/features/compose/drafts/continue-draft.ts')).goOnWith(id, router)
    return true
  }
}
