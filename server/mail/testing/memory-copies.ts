import { Problem } from '#server/problem.ts'
import type { MessageReference, MessageSet } from '../mail-account.ts'
import type { MailCopies, MessageCopy, MessageFacts, MessageIdentity, NewMessage } from '../mail-copies.ts'
import { letterOf } from './memory-drafts.ts'
import type { StoredLetter } from './memory-folder.ts'
import type { MemoryMailbox } from './memory-mailbox.ts'

/** Whole messages in memory. */
export class MemoryCopies implements MailCopies {
  readonly #box: () => Promise<MemoryMailbox>
  readonly #empty: Omit<StoredLetter, 'uid'>

  constructor(box: () => Promise<MemoryMailbox>, empty: Omit<StoredLetter, 'uid'>) {
    this.#box = box
    this.#empty = empty
  }

  async *take({ folder: path, validity, uids }: MessageSet): AsyncIterable<MessageCopy[]> {
    for (const uid of uids) {
      const folder = (await this.#box()).folder(path)
      const letter = folder.find({ folder: path, validity, uid })
      if (!letter) continue
      const { receivedAtMs, flags, labels } = letter
      yield [{ reference: folder.reference(letter), receivedAtMs, flags, labels, bytes: bytesOf(letter) }]
    }
  }

  async *facts({ folder: path, validity, uids }: MessageSet): AsyncIterable<MessageFacts[]> {
    const folder = (await this.#box()).folder(path)
    const letters = uids.flatMap((uid) => folder.find({ folder: path, validity, uid }) ?? [])
    yield letters.map((letter) => {
      const { uid, receivedAtMs, flags, labels, saidBytes } = letter
      return {
        uid,
        sizeBytes: saidBytes ?? bytesOf(letter).length,
        receivedAtMs,
        flags: [...flags],
        labels: [...labels],
      }
    })
  }

  async *bytesOf({
    folder: path,
    validity,
    uids,
  }: MessageSet): AsyncIterable<{ uid: number; bytes: Buffer | undefined }[]> {
    for (const uid of uids) {
      const letter = (await this.#box()).folder(path).find({ folder: path, validity, uid })
      yield [{ uid, bytes: letter && bytesOf(letter) }]
    }
  }

  async identities(path: string, fromUid: number): Promise<MessageIdentity[]> {
    const letters = (await this.#box()).folder(path).letters.filter(({ uid }) => uid >= fromUid)
    return letters.map((letter) => ({
      uid: letter.uid,
      sizeBytes: bytesOf(letter).length,
      messageId: letter.messageId,
    }))
  }

  async put(path: string, { bytes, ...rest }: NewMessage): Promise<MessageReference | null> {
    const box = await this.#box()
    const folder = box.folder(path)
    if (folder.rights !== null && !folder.rights.includes('i')) throw new Problem('not-allowed')
    if (box.quotaBytes !== null && bytes.length > box.quotaBytes) throw new Problem('mailbox-full')
    const letter = folder.add({ ...this.#empty, ...(await letterOf(bytes)), ...rest })
    box.tell({ type: 'arrived', folder: path, ...folder.counts(), items: [] })
    return folder.reference(letter)
  }
}

const bytesOf = ({ source, subject, text }: StoredLetter) =>
  Buffer.from(source || `Subject: ${subject}\r\n\r\n${text}\r\n`, 'latin1')
