import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import type { MailAccount, MessageSet } from '#server/mail/mail-account.ts'
import type { CopyBytes } from '#server/mail/mail-copies.ts'
import { type ZipContents, zipStretch } from '#server/mail/packed/sized-zip.ts'
import { isStreamed, type SizedFiles, ZipLayout } from '#server/mail/packed/zip-layout.ts'
import { areSizesTrue } from './check-sizes.ts'
import { coalesced } from './coalesce.ts'
import { Findings } from './findings.ts'
import { folderNames } from './folder-names.ts'
import { manifestEnd, manifestLine, type ManifestMessage, manifestStart } from './manifest.ts'
import { type PlannedFolder, PlannedMessages } from './planned-messages.ts'

/**
 * A file for each message, stored as it is, and a manifest. Because the mail server says how large messages are, all of its length
 * is known beforehand, and it can be gone on with anywhere: what messages hold does not change (RFC 9051, 2.3.1.1), and what the
 * manifest says of them is what was so at the beginning. A message that goes away before its turn leaves its place empty.
 */
export class SizedArchive {
  readonly lengthBytes: number
  readonly #planned: PlannedMessages
  readonly #findings: Findings
  readonly #names: readonly string[]
  readonly #manifestBytes: number
  readonly #files: SizedFiles
  readonly #layout: ZipLayout
  #manifestCrc = 0

  /** Null where the mail server does not say how large messages are. Throws `folder-gone`, and `message-too-large` where one reaches 4 GB. */
  static async of(mail: MailAccount, sets: readonly MessageSet[]): Promise<SizedArchive | null> {
    const planned = await PlannedMessages.of(mail, sets)
    return (await areSizesTrue(mail, planned)) ? new SizedArchive(planned) : null
  }

  private constructor(planned: PlannedMessages) {
    this.#planned = planned
    this.#findings = new Findings(planned.count)
    this.#names = folderNames(planned.folders)
    let manifestBytes = 0
    for (const { length } of this.#manifestLines()) manifestBytes += length
    this.#manifestBytes = manifestBytes
    this.#files = {
      count: planned.count + 1,
      nameOf: (index) => (index === planned.count ? 'manifest.json' : this.#nameOf(index)),
      sizeOf: (index) => (index === planned.count ? this.#manifestBytes : planned.sizeOf(index)),
    }
    this.#layout = new ZipLayout(this.#files)
    this.lengthBytes = this.#layout.lengthBytes
  }

  /** `missing`: gone before it was begun, or before their turn. */
  get counts(): { done: number; missing: number; bytes: number } {
    const { done, gone, bytes } = this.#findings
    return { done, missing: this.#planned.missing + gone, bytes }
  }

  /** From one byte to another, without that one. */
  stretch(mail: MailAccount, from: number, end: number): AsyncGenerator<Buffer> {
    const contents: ZipContents = {
      ...this.#files,
      crcOf: (index) => (index === this.#planned.count ? this.#manifestCrc : this.#findings.crcOf(index)),
      read: (first, afterLast) => this.#read(mail, first, afterLast),
      readAll: () => this.#readAll(mail),
    }
    return coalesced(zipStretch(this.#layout, contents, from, end))
  }

  /** What has no message any more has a name as long, which no program takes for one. */
  #nameOf(index: number): string {
    const uid = String(this.#planned.uidOf(index)).padStart(6, '0')
    return `${this.#names[this.#planned.folderOf(index)]}/${uid}.${this.#findings.isGone(index) ? 'del' : 'eml'}`
  }

  async *#read(mail: MailAccount, from: number, end: number): ReturnType<ZipContents['read']> {
    const { folders, count } = this.#planned
    for (const folder of folders)
      yield* this.#messages(mail, folder, Math.max(from, folder.from), Math.min(end, folder.end))
    if (end <= count || from > count) return
    await this.#readMessages(mail)
    yield { index: count, bytes: isStreamed(this.#manifestBytes) ? this.#manifest() : await buffer(this.#manifest()) }
  }

  async *#messages(
    mail: MailAccount,
    { folder, validity }: PlannedFolder,
    from: number,
    end: number,
  ): ReturnType<ZipContents['read']> {
    if (from >= end) return
    const set = { folder, validity, uids: this.#planned.uids(from, end) }
    let index = from
    for await (const { bytes } of mail.copies.bytesOf(set, this.#planned.sizes(from, end))) {
      yield { index, bytes: await this.#findings.checked(index, this.#planned.sizeOf(index), bytes) }
      index += 1
    }
  }

  /** Those that were passed over, since the browser had them from somebody else or asked for the end first. */
  async #readMessages(mail: MailAccount): Promise<void> {
    for (let next = this.#findings.nextUnread(0); next; next = this.#findings.nextUnread(next.end))
      for await (const { bytes } of this.#read(mail, next.from, next.end)) await readToEnd(bytes)
  }

  async #readAll(mail: MailAccount): Promise<void> {
    await this.#readMessages(mail)
    await readToEnd(this.#manifest())
  }

  /** Its hashes are true once all messages were read; it is as long before. */
  async *#manifest(): AsyncGenerator<Buffer> {
    let crc = 0
    for await (const piece of coalesced(this.#manifestLines())) {
      crc = crc32(piece, crc)
      yield piece
    }
    this.#manifestCrc = crc
  }

  *#manifestLines(): Generator<Buffer> {
    yield Buffer.from(manifestStart)
    let isFirst = true
    for (let index = 0; index < this.#planned.count; index += 1) {
      const line = Buffer.from(manifestLine(this.#noteOf(index), isFirst))
      const isGone = this.#findings.isGone(index)
      yield isGone ? line.fill(' ') : line
      isFirst &&= isGone
    }
    yield Buffer.from(manifestEnd(this.counts.missing, String(this.#planned.count + this.#planned.missing).length))
  }

  #noteOf(index: number): ManifestMessage {
    const { receivedAtMs, sizeBytes, flags, labels } = this.#planned.at(index)
    const folder = this.#planned.folders[this.#planned.folderOf(index)]?.folder ?? ''
    return {
      ...{ file: this.#nameOf(index), position: 1, folder, receivedAt: new Date(receivedAtMs).toISOString() },
      ...{ sizeBytes, sha256: this.#findings.sha256Of(index), flags, labels },
    }
  }
}

async function readToEnd(bytes: CopyBytes): Promise<void> {
  if (Buffer.isBuffer(bytes)) return
  const chunks = bytes[Symbol.asyncIterator]()
  while (!(await chunks.next()).done);
}
