import { createHash } from 'node:crypto'
import type { FolderPath, MailAccount } from '#server/mail/mail-account.ts'
import type { MessageIdentity } from '#server/mail/mail-copies.ts'

/** What tells a message from every other: its Message-ID and size or, where it has none, its content. */
export interface MessageMark {
  messageId: string | null
  sizeBytes: number
  /** In hexadecimal, where there is no Message-ID. */
  sha256: string | null
}

export const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** What a folder holds already, remembered between lots and asked for again only as far as it has changed. */
export class KnownMessages {
  readonly folder: FolderPath
  #validity = ''
  #byUid = new Map<number, MessageIdentity>()
  #marks = new Set<string>()
  #hashes = new Map<number, string>()

  constructor(folder: FolderPath) {
    this.folder = folder
  }

  /** Throws `folder-gone`. */
  async refresh(mail: MailAccount): Promise<void> {
    const { validity, uids } = await mail.pick(this.folder, {})
    if (validity !== this.#validity) this.#byUid.clear()
    this.#validity = validity
    const there = new Set(uids)
    for (const uid of this.#byUid.keys()) if (!there.has(uid)) this.#byUid.delete(uid)
    const from = uids.find((uid) => !this.#byUid.has(uid))
    const fresh = from === undefined ? [] : await mail.copies.identities(this.folder, from)
    for (const identity of fresh) this.#byUid.set(identity.uid, identity)
    this.#marks = new Set([...this.#byUid.values()].flatMap((one) => (one.messageId === null ? [] : wordOf(one))))
  }

  async has(mark: MessageMark, mail: MailAccount): Promise<boolean> {
    if (this.#marks.has(wordOf(mark))) return true
    if (mark.messageId !== null) return false
    const alike = [...this.#byUid.values()].filter(
      ({ messageId, sizeBytes, uid }) => messageId === null && sizeBytes === mark.sizeBytes && !this.#hashes.has(uid),
    )
    const set = { folder: this.folder, validity: this.#validity, uids: alike.map(({ uid }) => uid) }
    if (alike.length > 0) await this.#hash(mail.copies.take(set))
    for (const [uid, sha256] of this.#hashes) if (this.#byUid.has(uid) && sha256 === mark.sha256) return true
    return false
  }

  /** It has come now. */
  note(mark: MessageMark): void {
    this.#marks.add(wordOf(mark))
  }

  async #hash(copies: ReturnType<MailAccount['copies']['take']>): Promise<void> {
    for await (const some of copies)
      for (const { reference, bytes } of some) {
        const hash = createHash('sha256')
        for await (const chunk of Buffer.isBuffer(bytes) ? [bytes] : bytes) hash.update(chunk)
        this.#hashes.set(reference.uid, hash.digest('hex'))
      }
  }
}

const wordOf = ({ messageId, sizeBytes, sha256 }: Omit<MessageMark, 'sha256'> & { sha256?: string | null }) =>
  messageId === null ? `${sha256}` : `${messageId} ${sizeBytes}`
