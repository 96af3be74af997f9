import { isProblem } from '#server/problem.ts'
import type { FolderPath, MessageReference } from '../mail-account.ts'
import type { KeptConnection, Selected } from './kept-connection.ts'

interface FolderWork<T> {
  /** The answer for a message that no longer exists. */
  gone: T
  /** What to do with messages of the selected folder, all under its present UIDVALIDITY. */
  work: (client: Selected, some: MessageReference[]) => Promise<T[]>
  /** Another folder the work needs. It may be missing, which is a failure; a missing folder of the messages is not. */
  target: FolderPath | undefined
  paths: () => Promise<FolderPath[]>
}

/** Runs a work folder by folder and puts the answers back in the order asked. */
export async function perFolder<T>(
  connection: KeptConnection,
  references: readonly MessageReference[],
  { gone, work, target, paths }: FolderWork<T>,
): Promise<T[]> {
  const answers = new Map<MessageReference, T>()
  for (const [folder, some] of Map.groupBy(references, (reference) => reference.folder)) {
    const inFolder = async (client: Selected) => {
      const live = some.filter(({ validity }) => validity === String(client.mailbox.uidValidity))
      const results = live.length > 0 ? await work(client, live) : []
      for (const [index, reference] of live.entries()) answers.set(reference, results[index] as T)
    }
    try {
      await connection.runIn(folder, inFolder, { repeatable: target === undefined, namesMessages: true })
    } catch (error) {
      if (!isProblem(error, 'folder-gone')) throw error
      if (target !== undefined) checkTarget(error, folder, target, await paths())
    }
  }
  return references.map((reference) => answers.get(reference) ?? gone)
}

/** Which of the two folders is missing? Throws the failure unless it is only the one the messages were in. */
function checkTarget(error: Error, folder: FolderPath, target: FolderPath, paths: readonly FolderPath[]): void {
  if (!paths.includes(target) || paths.includes(folder)) throw error
}
