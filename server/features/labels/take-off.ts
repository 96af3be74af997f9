import type { FolderDescription, MailAccount, MessageReference, MessageSet } from '#server/mail/mail-account.ts'
import { isProblem } from '#server/problem.ts'

const lotSize = 200

/**
 * Takes a label off every message of a mailbox, over a connection of its own.
 *
 * @returns the messages that had it and have it no more; where a folder takes no change, its messages keep it
 */
export async function takeOffEverywhere(
  mail: MailAccount,
  folders: readonly FolderDescription[],
  keyword: string,
): Promise<MessageSet[]> {
  const own = mail.beside()
  try {
    const changed: MessageSet[] = []
    for (const { path } of folders.filter(({ holdsMessages }) => holdsMessages)) {
      for (const lot of await lotsWith(own, path, keyword)) {
        const outcomes = await own.changeFlags(lot, [], [], { add: [], remove: [keyword] })
        const done = lot.filter((_, index) => outcomes[index] === 'done')
        changed.push(...done.slice(0, 1).map((first) => ({ ...first, uids: done.map(({ uid }) => uid) })))
      }
    }
    return changed
  } finally {
    own.close()
  }
}

async function lotsWith(mail: MailAccount, path: string, keyword: string): Promise<MessageReference[][]> {
  try {
    const { folder, validity, uids } = await mail.pick(path, { label: keyword })
    const references = uids.map((uid) => ({ folder, validity, uid }))
    return Array.from({ length: Math.ceil(references.length / lotSize) }, (_, index) =>
      references.slice(index * lotSize, (index + 1) * lotSize),
    )
  } catch (error) {
    // Deleted or closed to us meanwhile: there is nothing to take off there.
    if (isProblem(error, 'folder-gone', 'not-allowed')) return []
    throw error
  }
}
