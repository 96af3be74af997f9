import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import type { ExportFormat } from '#contract/mail-export.ts'
import type { MailAccount, MessageSet } from '#server/mail/mail-account.ts'
import type { CopyBytes } from '#server/mail/mail-copies.ts'
import { coalesced, gathered } from '#server/mail/packed/coalesce.ts'
import { joinedCrc } from '#server/mail/packed/joined-crc.ts'
import { type PieceLot, type ZipContents, zipStretch } from '#server/mail/packed/sized-zip.ts'
import { isLarge, type SizedFiles, ZipLayout } from '#server/mail/packed/zip-layout.ts'
import { type ArchiveForm, LetterFiles, MboxFiles } from './archive-forms.ts'
import { areSizesTrue } from './check-sizes.ts'
import { Findings } from './findings.ts'
import { ManifestPlan } from './manifest-plan.ts'
import { type PlannedFolder, PlannedMessages } from './planned-messages.ts'

/**
 * Messages in files, and a manifest. Because the mail server says how large messages are, all of its length is known beforehand, and
 * it can be gone on with anywhere: what messages hold does not change (RFC 9051, 2.3.1.1), and what the manifest says of them is what
 * was so at the beginning. A message that goes away before its turn leaves its place empty.
 */
export class SizedArchive {
  readonly lengthBytes: number
  readonly #planned: PlannedMessages
  readonly #findings: Findings
  readonly #form: ArchiveForm
  readonly #plan: ManifestPlan
  readonly #files: SizedFiles
  readonly #layout: ZipLayout
  /** Null until it was made of what is known of all messages. */
  #manifestCrc: number | null = null

  /** Null where the mail server does not say how large messages are. Throws `folder-gone`, and `message-too-large` where one reaches 4 GB. */
  static async of(mail: MailAccount, sets: readonly MessageSet[], format: ExportFormat): Promise<SizedArchive | null> {
    const planned = await PlannedMessages.of(mail, sets)
    if (!(await areSizesTrue(mail, planned))) return null
    return new SizedArchive(planned, format === 'eml' ? new LetterFiles(planned) : new MboxFiles(planned))
  }

  private constructor(planned: PlannedMessages, form: ArchiveForm) {
    const { count } = planned
    const findings = new Findings(count, form)
    const plan = new ManifestPlan(planned, findings, form)
    const nameOf = (index: number) => (form.isFirst(index) ? form.fileOf(index, findings.isGone(index)) : null)
    this.#planned = planned
    this.#findings = findings
    this.#form = form
    this.#plan = plan
    this.#files = {
      count: count + 1,
      nameOf: (index) => (index === count ? 'manifest.json' : nameOf(index)),
      sizeOf: (index) => (index === count ? plan.lengthBytes : form.sizeOf(index)),
      isStreamed: (index) => (index === count ? isLarge(plan.lengthBytes) : form.isStreamed(index)),
      isPacked: (index) => index !== count && form.isPacked,
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
      contentOf: (index) => this.#contentOf(index),
      read: (first, afterLast) => this.#read(mail, first, afterLast),
      readAll: () => this.#readAll(mail),
    }
    return coalesced(zipStretch(this.#layout, contents, from, end))
  }

  #contentOf(first: number): { crc: number; size: number } {
    if (first === this.#planned.count) return { crc: this.#manifestCrc ?? 0, size: this.#plan.lengthBytes }
    let { crc, size } = this.#findings.writtenOf(first)
    for (let index = first + 1; !this.#layout.isBeginning(index); index += 1) {
      const next = this.#findings.writtenOf(index)
      crc = joinedCrc(crc, next.crc, next.size)
      size += next.size
    }
    return { crc, size }
  }

  async *#read(mail: MailAccount, from: number, end: number): AsyncGenerator<PieceLot> {
    const { count } = this.#planned
    await this.#readMessages(mail, this.#begunBefore(from, end))
    yield* this.#messages(mail, from, end)
    if (end <= count || from > count) return
    await this.#readMessages(mail)
    if (this.#files.isStreamed(count)) yield { index: count, bytes: Readable.from(this.#manifest()) }
    else yield [{ index: count, bytes: Buffer.concat([...this.#manifest()]) }]
  }

  /** What stands before a stretch in a file that ends within it: there it is said what all of the file is. */
  #begunBefore(from: number, end: number): { from: number; end: number } {
    let first = from
    while (!this.#layout.isBeginning(first)) first -= 1
    let next = from
    while (next < end && !this.#layout.isBeginning(next + 1)) next += 1
    return { from: first, end: next < end ? from : first }
  }

  async *#messages(mail: MailAccount, from: number, end: number): AsyncGenerator<PieceLot> {
    for (const folder of this.#planned.folders)
      yield* this.#ofFolder(mail, folder, Math.max(from, folder.from), Math.min(end, folder.end))
  }

  async *#ofFolder(
    mail: MailAccount,
    { folder, validity }: PlannedFolder,
    from: number,
    end: number,
  ): AsyncGenerator<PieceLot> {
    if (from >= end) return
    const set = { folder, validity, uids: this.#planned.uids(from, end) }
    let index = from
    for await (const some of mail.copies.bytesOf(set, this.#planned.sizes(from, end))) {
      yield isLarge(this.#planned.sizeOf(index)) ? this.#passing(index, some[0]?.bytes) : this.#held(index, some)
      index += some.length
    }
  }

  #passing(index: number, bytes: CopyBytes | undefined): PieceLot {
    const written = this.#findings.passing(index, this.#planned.sizeOf(index), bytes)
    return { index, bytes: this.#form.placing(index, written) }
  }

  *#held(from: number, some: readonly { bytes: CopyBytes | undefined }[]): Generator<{ index: number; bytes: Buffer }> {
    for (const [at, { bytes }] of some.entries()) {
      const index = from + at
      const written = this.#findings.checked(index, this.#planned.sizeOf(index), bytes)
      yield { index, bytes: this.#form.placed(index, written) }
    }
  }

  /** Those that were passed over, since the browser had them from somebody else or asked for the end first. */
  async #readMessages(mail: MailAccount, { from, end } = { from: 0, end: this.#planned.count }): Promise<void> {
    for (let next = this.#findings.nextUnread(from, end); next; next = this.#findings.nextUnread(next.end, end))
      for await (const lot of this.#messages(mail, next.from, next.end)) await readToEnd(lot)
  }

  async #readAll(mail: MailAccount): Promise<void> {
    await this.#readMessages(mail)
    if (this.#manifestCrc === null) for (const _ of this.#manifest());
  }

  /** Once all messages were read: its hashes are true then, and stay so. */
  *#manifest(): Generator<Buffer> {
    let crc = 0
    for (const piece of gathered(this.#plan.lines())) {
      crc = crc32(piece, crc)
      yield piece
    }
    this.#manifestCrc = crc
  }
}

async function readToEnd(lot: PieceLot): Promise<void> {
  if ('index' in lot) for await (const _ of lot.bytes);
  else for (const _ of lot);
}
