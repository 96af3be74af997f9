import { Problem } from '#server/problem.ts'
import type { FolderPath } from '../mail-account.ts'
import { type Access, type Grantee, groupIdOf, type MailSharing, namesOnePerson } from '../mail-sharing.ts'
import { deleteAcl, getAcl, setAcl } from './ext/acl.ts'
import type { KeptConnection } from './kept-connection.ts'

/** Sharing over IMAP (RFC 4314). */
export class ImapSharing implements MailSharing {
  readonly #main: KeptConnection
  readonly #user: string

  constructor(main: KeptConnection, user: string) {
    this.#main = main
    this.#user = user
  }

  isOffered(): Promise<boolean> {
    return this.#main.run((client) => {
      // imapflow answers `false` for a kind the server has not.
      const others = client.namespaces?.other as { prefix: string }[] | false | undefined
      return Promise.resolve(client.capabilities.has('ACL') && Boolean(others && others.length > 0))
    })
  }

  access(folders: readonly FolderPath[]): Promise<Map<FolderPath, Access>> {
    return this.#main.run(async (client) => {
      const found = new Map<FolderPath, Access>()
      for (const folder of folders) {
        const acl = await getAcl(client, folder).catch(refusalAsNone)
        const grantees = [...acl].filter(([name]) => name !== this.#user && isGrantee(name))
        found.set(folder, new Map(grantees.map(([name, rights]) => [name, withoutOldLetters(rights)])))
      }
      return found
    })
  }

  give(folder: FolderPath, grantee: Grantee, rights: string): Promise<void> {
    return this.#main.run(async (client) => {
      try {
        if (rights === '') await deleteAcl(client, folder, grantee)
        else await setAcl(client, folder, grantee, rights)
      } catch (error) {
        const { responseStatus, serverResponseCode } = error as Refusal
        if (responseStatus === 'NO' && !serverResponseCode) throw new Problem('not-allowed', {}, error)
        throw error
      }
    })
  }
}

const isGrantee = (identifier: string) => groupIdOf(identifier) !== null || namesOnePerson(identifier)

interface Refusal {
  responseStatus?: string
  serverResponseCode?: string
}

/** A folder that has just gone, or whose list is not the person's to see. */
function refusalAsNone(error: unknown): Map<string, string> {
  if ((error as Refusal).responseStatus === 'NO') return new Map()
  throw error
}

/** Servers say `c` and `d` besides, for programs older than RFC 4314 (2.1.1). */
const withoutOldLetters = (rights: string) => rights.replace(/[cd]/g, '')
