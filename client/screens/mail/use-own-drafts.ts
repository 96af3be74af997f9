import { useRouter } from 'vue-router'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { type FolderAction } from '#contract/folders.ts'
import { type MessageId } from '#contract/ids.ts'

const changes: readonly FolderAction[] = ['add', 'remove']

/** Goes on with a message of a folder for drafts that the person may change, which is written on, not read; false for any other. */
export function useOwnDrafts(): (id: MessageId) => Promise<boolean> {
  const router = useRouter()
  const mailbox = mailboxCache()
  return async (id) => {
    const folderId = mailbox.findMessage(id)?.folderId
    const folder = mailbox.folders().find((one) => one.id === folderId)
    if (folder?.role !== 'drafts' || folder.shared?.refuses.some((action) => changes.includes(action))) return false
    await (await import('#client/features/compose/drafts/continue-draft.ts')).goOnWith(id, router)
    return true
  }
}
