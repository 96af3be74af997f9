import { importMessages } from '#platform/dovecot/import.ts'
import { type Platform } from '#platform/platform.ts'
import { largeMailbox } from '#platform/seed/large-mailbox.ts'
import { main, type Stage } from './stage.ts'
import { listFolders, rowItems } from './instruments/imap-commands.ts'

/** Folders of the main person for going elsewhere, each seen for the first time once. */
export const otherFolders = Array.from({ length: 8 }, (_, index) => `Reports ${index + 1}`)
const messagesInOthers = 200
const messagesOfEveryone = 500

/** Gives the main person an inbox of this many messages and some more folders, and everybody else mail to read. */
export async function fillMailboxes(stage: Stage, messages: number, tell: (text: string) => void): Promise<void> {
  const { platform } = stage.app
  await importMessages(platform, main, 'INBOX', mailOf(platform, main, messages), (count) => {
    if (count % 10_000 === 0 || count === messages) tell(`${count} of ${messages} messages`)
  })
  for (const folder of otherFolders) {
    await importMessages(platform, main, folder, mailOf(platform, main, messagesInOthers))
  }
  for (const { uid } of platform.people) {
    if (uid !== main) await importMessages(platform, uid, 'INBOX', mailOf(platform, uid, messagesOfEveryone))
  }
  tell('reading every list once')
  await readOnce(stage)
}

function mailOf({ people }: Platform, uid: string, count: number) {
  const owner = people.find((one) => one.uid === uid)
  if (!owner) throw new Error(`no such person: ${uid}`)
  return largeMailbox(count, owner, new Date())
}

/** The mail server makes indexes when a folder is first read; a mailbox in daily use has them. */
async function readOnce(stage: Stage): Promise<void> {
  for (const { uid } of stage.app.platform.people) {
    const raw = await stage.raw(uid)
    await raw.command(listFolders)
    await raw.command('SELECT INBOX')
    await raw.command('FETCH 1:* (UID)', `FETCH 1:100 ${rowItems}`, 'UID SEARCH UNSEEN')
    for (const folder of uid === main ? otherFolders : []) {
      await raw.command(`SELECT "${folder}"`)
      await raw.command(`FETCH 1:* ${rowItems}`)
    }
    raw.close()
  }
}
