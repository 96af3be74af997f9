import { t } from '#client/i18n/i18n.ts'
import { type FolderRole } from '#contract/folders.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Flag as MessageFlag, type Message } from '#contract/messages.ts'
import { folderOf, roleOf } from './folder-of-target.ts'
import { type CommandId } from './message-commands.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'
import { useOutcome } from './outcome.ts'
import { isWhole, sizeOf, type Target } from './selection.ts'
import { isYearFolder } from './year-folder.ts'

/* Whether a command makes sense for these messages. */

export function mayArchive(from: FolderRole | null, target: Target): boolean {
  return from !== 'archive' && from !== 'trash' && from !== 'drafts' && !isYearFolder(folderOf(target))
}

/** A flag is offered unless all have it, and its removal only then; of what is not loaded nobody knows, so both are. */
export function canMark(target: Target, flag: MessageFlag, adds: boolean): boolean {
  if (isWhole(target)) {
    if (flag === 'seen') return !(target.kind.unread && !adds)
    return flag !== 'flagged' || !(target.kind.flagged && adds)
  }
  const { findMessage } = mailboxCache()
  return target.every((id) => findMessage(id)?.flags.includes(flag) ?? false) !== adds
}

/** As many as the server takes by name in one request. */
const mostNamed = 500

/** Whether all can be named; else that is said. */
export function isFew(id: CommandId, target: Target, most = mostNamed): boolean {
  const isNamed = !isWhole(target) && (sizeOf(target) ?? 0) <= most
  if (!isNamed) {
    const action = t(`actions.${id}`)
    useOutcome().tell(t('actions.tooMany', { action, count: most }), { failed: true })
  }
  return isNamed
}

/** Known of messages that have been opened: the list says where one writes to all of it (List-Post, RFC 2369). */
export function comesFromList(id: MessageId): boolean {
  const message = mailboxCache().cache.getQueryData<Message>(keys.message(id))
  return typeof message?.facts.list?.post === 'string'
}

/** Only the own mail, where the mail server can tell what belongs together. */
export const mayMute = (target: Target) => mailboxCache().groups() && mayWait(target)

/** Only the own mail. Drafts and what is deleted are not waited for. */
export function mayWait(target: Target): boolean {
  const role = roleOf(target)
  return folderOf(target)?.owner === null && role !== 'drafts' && role !== 'trash'
}
