import type { FolderId, MessageId } from '#contract/ids.ts'
import { Problem } from '#server/problem.ts'
import type { FolderPath, MessageReference } from './mail-account.ts'

/**
 * Folders and messages as the client names them. An id only says where to look: it grants nothing, because every look-up
 * runs under the person's own sign-in at the mail server.
 */
export function folderIdOf(path: FolderPath): FolderId {
  return Buffer.from(path).toString('base64url') as FolderId
}

/** The path, or null when this was never an id of ours. */
export function folderPathOf(id: string): FolderPath | null {
  return textOfId(id)
}

/** The path; throws Problem `folder-gone` for an id that was never one of ours, as for one of a folder that is gone. */
export function folderOf(id: string): FolderPath {
  const path = folderPathOf(id)
  if (path === null) throw new Problem('folder-gone')
  return path
}

export function messageIdOf({ folder, validity, uid }: MessageReference): MessageId {
  return Buffer.from(`${validity} ${uid} ${folder}`).toString('base64url') as MessageId
}

/** The reference, or null when this was never an id of ours. */
export function messageReferenceOf(id: string): MessageReference | null {
  const match = /^(\d{1,20}) (\d{1,10}) (.+)$/su.exec(textOfId(id) ?? '')
  if (!match) return null
  const [, validity = '', uid = '', folder = ''] = match
  const number = Number(uid)
  return number > 0 && number <= 0xffffffff ? { folder, validity, uid: number } : null
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** What an id of ours is made of; null for any other text. */
export function textOfId(id: string): string | null {
  const bytes = Buffer.from(id, 'base64url')
  if (bytes.length === 0 || bytes.toString('base64url') !== id) return null
  try {
    const text = utf8.decode(bytes)
    // No folder has control characters in its name; they must never come near a protocol line.
    return /\p{Cc}/u.test(text) ? null : text
  } catch {
    return null
  }
}
