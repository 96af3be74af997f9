import type { MessageReference } from '../mail-account.ts'
import { draftsFolder, type MailDrafts, type MarkedDraft } from '../mail-drafts.ts'
import { type MessageBytes, wholeOf } from '../message-bytes.ts'
import { fieldOf, readHeader, type Header } from '../mime/headers/header-fields.ts'
import { readEml } from '../packed/read-eml.ts'
import { Problem } from '#server/problem.ts'
import { writerOf } from '../imap/drafts.ts'
import type { StoredLetter } from './memory-folder.ts'
import type { MemoryFolder } from './memory-folder.ts'
import type { MemoryMailbox } from './memory-mailbox.ts'

/** Drafts in memory. */
export class MemoryDrafts implements MailDrafts {
  readonly #box: () => Promise<MemoryMailbox>
  readonly #empty: Omit<StoredLetter, 'uid'>

  constructor(box: () => Promise<MemoryMailbox>, empty: Omit<StoredLetter, 'uid'>) {
    this.#box = box
    this.#empty = empty
  }

  async append(message: MessageBytes, owner: string | null = null): Promise<MessageReference> {
    const box = await this.#box()
    const folder = draftsOf(box, owner)
    if (!folder) throw new Problem('folder-gone')
    const isFull = folder.isFull || (box.quotaBytes !== null && message.sizeBytes > box.quotaBytes)
    if (isFull) throw new Problem('mailbox-full')
    const stored = folder.add({ ...this.#empty, ...(await letterOf(await wholeOf(message))), flags: ['draft', 'seen'] })
    box.tell({ type: 'arrived', folder: folder.path, ...folder.counts(), items: [] })
    return folder.reference(stored)
  }

  async withKey(key: string, owner: string | null = null): Promise<MarkedDraft[]> {
    const folder = draftsOf(await this.#box(), owner)
    return (folder?.letters ?? []).flatMap((letter) => {
      const writer = writerOf(readHeader(Buffer.from(letter.source)), key)
      return folder && writer !== null ? [{ reference: folder.reference(letter), writer }] : []
    })
  }

  async header(reference: MessageReference): Promise<Header> {
    const letter = (await this.#box()).folders.get(reference.folder)?.find(reference)
    if (!letter) throw new Problem('message-gone')
    return readHeader(Buffer.from(letter.source))
  }
}

function draftsOf(box: MemoryMailbox, owner: string | null): MemoryFolder | undefined {
  const path = draftsFolder(box.describe(), owner)?.path
  return path === undefined ? undefined : box.folders.get(path)
}

export async function letterOf(message: Buffer): Promise<Partial<StoredLetter>> {
  const header = readHeader(message)
  const read = await readEml(message)
  const bcc = (fieldOf(header, 'bcc') ?? '').match(/[^\s<>,]+@[^\s<>,]+/g) ?? []
  return {
    from: read?.message.from ?? [],
    to: read?.message.to ?? [],
    cc: read?.message.cc ?? [],
    bcc: bcc.map((address) => ({ name: '', address })),
    subject: read?.message.subject ?? '',
    text: read?.message.text?.content ?? '',
    receivedAtMs: Date.now(),
    sizeBytes: message.length,
    messageId: fieldOf(header, 'message-id'),
    parts: (read?.files ?? []).map((file, index) => ({ partId: String(index + 2), ...file })),
    source: message.toString('latin1'),
  }
}
