import { Problem } from '#server/problem.ts'
import type { FolderPath } from '../mail-account.ts'
import type { MailboxNotes } from '../mailbox-notes.ts'
import { mailProblem } from '../problems.ts'
import { myRights } from './ext/my-rights.ts'
import { getMetadata, setMetadata } from './ext/metadata.ts'
import type { KeptConnection } from './kept-connection.ts'

/** Shared entries, so that everybody who opens the folder reads the same (RFC 5464, 6.2.1). */
const entryOf = (name: string) => `/shared/vendor/curbcut/${name}`

/** Notes as annotations of IMAP mailboxes. */
export class ImapMailboxNotes implements MailboxNotes {
  readonly #main: KeptConnection

  constructor(main: KeptConnection) {
    this.#main = main
  }

  areKept(): Promise<boolean> {
    return this.#main.run((client) => Promise.resolve(client.capabilities.has('METADATA')))
  }

  rightsIn(folder: FolderPath): Promise<string> {
    return this.#main.run(async (client) => (client.capabilities.has('ACL') ? myRights(client, folder) : ''))
  }

  read(folder: FolderPath, name: string): Promise<string | null> {
    return this.#main.run(async (client) =>
      client.capabilities.has('METADATA') ? getMetadata(client, folder, entryOf(name)) : null,
    )
  }

  write(folder: FolderPath, name: string, value: string): Promise<void> {
    return this.#main.run(async (client) => {
      if (!client.capabilities.has('METADATA')) throw new Problem('not-allowed')
      try {
        await setMetadata(client, folder, entryOf(name), value)
      } catch (error) {
        // A plain NO is a lack of rights; and a note that is too long, or one too many (RFC 5464, 5), is no trouble to wait out.
        const { responseStatus } = error as { responseStatus?: string }
        const isRefusal = responseStatus === 'NO' && mailProblem(error).type === 'mail-server-unavailable'
        throw isRefusal ? new Problem('not-allowed', {}, error) : error
      }
    })
  }
}
