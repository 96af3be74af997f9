import { call } from '#client/api/call.ts'
import { type Folder } from '#contract/folders.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { moveMessages as endpoint } from '#contract/messages.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'
import { moveMessages, type MoveResult } from './move-messages.ts'
import { isYearFolder } from './year-folder.ts'

/** By the zone of the person's dates a message is of the year that its row says. */
export const ownTimeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The folders of years that an archive has. */
export function yearFoldersIn(archive: FolderId): readonly Folder[] {
  return mailboxCache()
    .folders()
    .filter((folder) => folder.parentId === archive && isYearFolder(folder))
}

/**
 * Moves messages into the folders of their years inside an archive; the server makes those that are missing. The rows leave
 * at once; which folder gained how many is read from the server.
 * @throws {ApiProblem} after putting back what was not confirmed
 */
export async function moveIntoYears(
  ids: readonly MessageId[],
  archive: FolderId,
  landed: Promise<void>,
): Promise<MoveResult> {
  const { cache, forgetRows } = mailboxCache()
  const send = (some: MessageId[]) =>
    call(endpoint, { body: { ids: some, toFolderId: archive, byYearIn: ownTimeZone() } })
  try {
    return await moveMessages(ids, undefined, landed, send)
  } finally {
    for (const { id } of yearFoldersIn(archive)) forgetRows(id)
    forgetRows(archive)
    cache.invalidateQueries({ key: keys.folders() }).catch(() => undefined)
  }
}
