import { importMessages } from '#platform/dovecot/import.ts'
import type { Platform } from '#platform/platform.ts'
import { markReadForDelegates } from './delegates.ts'
import { mailboxesOf, type SeedSize } from './mailboxes.ts'
import { allPieces } from './seed-mail.ts'

/**
 * Fills the mailboxes of a running platform with the demo mail: about 400 messages for the main person and 30 for
 * everybody else (`full`), or the fixed part of it that tests use (`small`). Expects empty mailboxes.
 * @param onStep is told what is done now, with a number
 */
export async function seedMailboxes(
  platform: Platform,
  size: SeedSize,
  onStep: (text: string) => void = () => undefined,
): Promise<void> {
  onStep('Writing the seed mail')
  const folders = mailboxesOf(await allPieces(new Date()), size)
  const total = folders.reduce((sum, { messages }) => sum + messages.length, 0)
  let done = 0
  for (const [index, { uid, folder, messages }] of folders.entries()) {
    await importMessages(platform, uid, folder, messages)
    done += messages.length
    if (folders[index + 1]?.uid !== uid) onStep(`Seed mail: ${done} of ${total} messages, ${uid} has all`)
  }
  await markReadForDelegates(platform, folders)
}
