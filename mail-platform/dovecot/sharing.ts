import type { ImapFlow } from 'imapflow'
import { roleMailboxes, type RoleMailbox } from '../demo-people.ts'
import type { Platform } from '../platform.ts'
import { connectImap } from './connect.ts'

/** RFC 4314 rights: all but administering (`a`), which is given besides; only reading and one's own \Seen. */
const rights = { full: 'lrwstipekx', read: 'lrs' }

const folders = ['INBOX', 'Drafts', 'Sent', 'Archive', 'Junk', 'Trash']

/** Creates the role mailboxes and lets their delegates see them as shared folders. Repeating it changes nothing. */
export async function shareRoleMailboxes(platform: Platform): Promise<void> {
  await Promise.all(
    roleMailboxes.map(async (role) => {
      const client = await connectImap(platform, role.uid)
      try {
        await shareFolders(client, role)
      } finally {
        await client.logout()
      }
    }),
  )
}

async function shareFolders(client: ImapFlow, { delegates }: RoleMailbox): Promise<void> {
  for (const folder of folders) {
    // The first look creates a folder that is always there.
    await client.status(folder, { messages: true })
    for (const { uid, rights: level, administers } of delegates)
      await setRights(client, folder, uid, rights[level] + (administers ? 'a' : ''))
  }
}

interface TextArgument {
  type: 'STRING'
  value: string
}

/** imapflow's way to send commands it has no method for; absent from its types. */
interface RawCommands {
  exec(command: string, attributes: TextArgument[]): Promise<{ next(): void }>
}

/** SETACL (RFC 4314). Dovecot takes any identifier, so the caller makes sure the user exists. */
export async function setRights(client: ImapFlow, folder: string, uid: string, letters: string): Promise<void> {
  const attributes = [folder, uid, letters].map((value): TextArgument => ({ type: 'STRING', value }))
  const response = await (client as unknown as RawCommands).exec('SETACL', attributes)
  response.next()
}
