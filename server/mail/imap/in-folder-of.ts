import { Problem } from '#server/problem.ts'
import type { MessageReference } from '../mail-account.ts'
import type { KeptConnection, Selected } from './kept-connection.ts'

/** Runs in the message's folder; a folder that is gone took the message with it. */
export async function inFolderOf<T>(
  main: KeptConnection,
  { folder }: MessageReference,
  work: (client: Selected) => Promise<T>,
): Promise<T> {
  try {
    return await main.runIn(folder, work, { namesMessages: true })
  } catch (error) {
    if (error instanceof Problem && error.type === 'folder-gone') throw new Problem('message-gone', {}, error)
    throw error
  }
}
