import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import type { MailAccount, MessageSet } from '#server/mail/mail-account.ts'
import type { CopyBytes } from '#server/mail/mail-copies.ts'
import { coalesced, gathered } from '#server/mail/packed/coalesce.ts'
import { type FileLot, type ZipContents, zipStretch } from '#server/mail/packed/sized-zip.ts'
import { isStreamed, type SizedFiles, ZipLayout } from '#server/mail/packed/zip-layout.ts'
import { areSizesTrue } from './check-sizes.ts'
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
  /** Null until it was made of what is known of all messages. */
  #manifestCrc: number | null = null

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
      crcOf: (index) => (index === this.#planned.count ? (this.#manifestCrc ?? 0) : this.#findings.crcOf(index)),
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

  async *#read(mail: MailAccount, from: number, end: number): AsyncGenerator<FileLot> {
    const { folders, count } = this.#planned
    for (const folder of folders)
      yield* this.#messages(mail, folder, Math.max(from, folder.from), Math.min(end, folder.end))
    if (end <= count || from > count) return
    await this.#readMessages(mail)
    if (isStreamed(this.#manifestBytes)) yield { index: count, bytes: Readable.from(this.#manifest()) }
    else yield [{ index: count, bytes: Buffer.concat([...this.#manifest()]) }]
  }

  async *#messages(
    mail: MailAccount,
    { folder, validity }: PlannedFolder,
    from: number,
    end: number,
  ): AsyncGenerator<FileLot> {
    if (from >= end) return
    const set = { folder, validity, uids: this.#planned.uids(from, end) }
    let index = from
    for await (const some of mail.copies.bytesOf(set, this.#planned.sizes(from, end))) {
      const sizeBytes = this.#planned.sizeOf(index)
      if (isStreamed(sizeBytes)) yield { index, bytes: this.#findings.passing(index, sizeBytes, some[0]?.bytes) }
      else yield this.#held(index, some)
      index += some.length
    }
  }

  *#held(from: number, some: readonly { bytes: CopyBytes | undefined }[]): Generator<{ index: number; bytes: Buffer }> {
    for (const [at, { bytes }] of some.entries()) {
      const index = from + at
      yield { index, bytes: this.#findings.checked(index, this.#planned.sizeOf(index), bytes) }
    }
  }

  /** Those that were passed over, since the browser had them from somebody else or asked for the end first. */
  async #readMessages(mail: MailAccount): Promise<void> {
    for (let next = this.#findings.nextUnread(0); next; next = this.#findings.nextUnread(next.end))
      for await (const lot of this.#read(mail, next.from, next.end)) await readToEnd(lot)
  }

  async #readAll(mail: MailAccount): Promise<void> {
    await this.#readMessages(mail)
    if (this.#manifestCrc === null) for (const _ of this.#manifest());
  }

  /** Once all messages were read: its hashes are true then, and stay so. */
  *#manifest(): Generator<Buffer> {
    let crc = 0
    for (const piece of gathered(this.#manifestLines())) {
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

async function readToEnd(lot: FileLot): Promise<void> {
  const steps = 'index' in lot ? lot.bytes[Symbol.asyncIterator]() : lot[Symbol.iterator]()
  while (!(await steps.next()).done);
}
