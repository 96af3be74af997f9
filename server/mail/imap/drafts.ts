import { Problem } from '#server/problem.ts'
import type { FolderDescription, FolderPath, MessageReference } from '../mail-account.ts'
import { draftField, draftFields, draftsFolder, type MailDrafts, type MarkedDraft } from '../mail-drafts.ts'
import type { MessageBytes } from '../message-bytes.ts'
import { fieldOf, headerLimitBytes, readHeader, type Header } from '../mime/headers/header-fields.ts'
import { append } from './ext/append.ts'
import { atom, literal } from './ext/command.ts'
import { allUids } from './ext/extended-search.ts'
import { fetchRows } from './ext/fetch.ts'
import { inFolderOf } from './in-folder-of.ts'
import type { KeptConnection } from './kept-connection.ts'
import { checkValidity } from './window.ts'

/** More of them with one key were not made by us. */
const mostWithKey = 50

/** Drafts over IMAP. */
export class ImapDrafts implements MailDrafts {
  readonly #main: KeptConnection
  readonly #folders: () => Promise<readonly FolderDescription[]>

  constructor(main: KeptConnection, folders: () => Promise<readonly FolderDescription[]>) {
    this.#main = main
    this.#folders = folders
  }

  async append(message: MessageBytes, owner: string | null = null): Promise<MessageReference | null> {
    const folder = await this.#folder(owner)
    if (folder === null) throw new Problem('folder-gone')
    const flags = ['\\Draft', '\\Seen']
    return this.#main.run((client) => append(client, folder, message, flags), { repeatable: false })
  }

  async withKey(key: string, owner: string | null = null): Promise<MarkedDraft[]> {
    const folder = await this.#folder(owner)
    if (folder === null) return []
    return this.#main.runIn(folder, async (client) => {
      const { path, uidValidity, exists } = client.mailbox
      if (exists === 0) return []
      const criteria = [atom('UNDELETED'), atom('HEADER'), atom(draftField), literal(key)]
      const uids = [...(await allUids(client, { criteria }, mostWithKey))]
      if (uids.length === 0) return []
      const rows = await fetchRows(client, { uids }, [{ headers: [draftField.toUpperCase()], maxBytes: 2_000 }])
      return rows.flatMap(({ uid, sections }) => {
        const writer = writerOf(readHeader(sections?.get('HEADER.FIELDS') ?? Buffer.alloc(0)), key)
        return writer === null ? [] : [{ reference: { folder: path, validity: String(uidValidity), uid }, writer }]
      })
    })
  }

  header(reference: MessageReference): Promise<Header> {
    return inFolderOf(this.#main, reference, async (client) => {
      checkValidity(client, reference.validity)
      const [row] = await fetchRows(client, { uids: [reference.uid] }, [
        { headers: draftFields, maxBytes: headerLimitBytes },
      ])
      if (!row) throw new Problem('message-gone')
      return readHeader(row.sections?.get('HEADER.FIELDS') ?? Buffer.alloc(0))
    })
  }

  async #folder(mailbox: string | null): Promise<FolderPath | null> {
    return draftsFolder(await this.#folders(), mailbox)?.path ?? null
  }
}

/** Who wrote the draft with this header; null where its key is another one. */
export function writerOf(header: Header, key: string): string | null {
  const [ownKey, writer = ''] = (fieldOf(header, draftField.toLowerCase()) ?? '').split(' ')
  return ownKey === key ? writer : null
}
