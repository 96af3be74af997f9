import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ExportFormat, ExportProgress } from '#contract/mail-export.ts'
import type { SizedDownload } from '#server/http/send-sized.ts'
import type { MailAccount, MessageSet, PartDownload } from '#server/mail/mail-account.ts'
import { zipOf } from '#server/mail/packed/write-zip.ts'
import { isProblem, Problem } from '#server/problem.ts'
import { archiveEntries } from './archive-entries.ts'
import { OtherThanSaid } from './findings.ts'
import { SizedArchive } from './sized-archive.ts'

/** What a download needs of the session that asks for it. */
export interface Asking {
  /** A connection of its own, closed with the download. */
  mail: () => MailAccount
  /** Called with each file that is given. */
  opened: (file: Readable) => void
}

type ExportFile =
  (Pick<PartDownload, 'bytes'> & { insteadOf: string }) | Pick<SizedDownload, 'sizeBytes' | 'etag' | 'open'>

/** Messages that were chosen, and how far their download is. */
export class MailExport {
  readonly id = randomBytes(18).toString('base64url')
  readonly #sets: readonly MessageSet[]
  readonly #format: ExportFormat
  readonly #total: number
  #state: ExportProgress['state'] = 'waiting'
  #counts = { done: 0, missing: 0, bytes: 0 }
  #problem: ExportProgress['problem'] = null
  #file: Readable | null = null
  /** Laid out when it is first asked for; kept, so that it can be gone on with. */
  #archive: SizedArchive | null = null
  #laying: Promise<SizedArchive | null> | null = null
  /** False once a message was not as long as the mail server had said: then no length can be told, here and of others. */
  #areSizesTrue: boolean
  /** It comes from its beginning, without a length. */
  #isStreamed: boolean
  #isOver = false

  constructor(sets: readonly MessageSet[], format: ExportFormat, areSizesTrue: boolean) {
    this.#sets = sets
    this.#format = format
    this.#areSizesTrue = areSizesTrue
    this.#isStreamed = !areSizesTrue
    this.#total = sets.reduce((sum, { uids }) => sum + uids.length, 0)
  }

  get isRunning(): boolean {
    return this.#state === 'running'
  }

  get areSizesTrue(): boolean {
    return this.#areSizesTrue
  }

  progress(): ExportProgress {
    const counts = this.#archive?.counts ?? this.#counts
    return { id: this.id, state: this.#state, total: this.#total, ...counts, problem: this.#problem }
  }

  /** The archive. Whoever stops reading breaks it off. */
  async file(asking: Asking): Promise<ExportFile> {
    if (this.#isOver) throw new Problem('not-found')
    const archive = this.#isStreamed ? null : await this.#laidOut(asking)
    if (!archive) return { bytes: this.#streamed(asking), insteadOf: this.#etag }
    const open = (from: number, end: number) => {
      this.#takeOver(from)
      const mail = asking.mail()
      const file = Readable.from(archive.stretch(mail, from, end), { objectMode: false })
      return this.#follow(file, mail, asking, end === archive.lengthBytes)
    }
    return { sizeBytes: archive.lengthBytes, etag: this.#etag, open }
  }

  get #etag(): string {
    return `"${this.id}"`
  }

  /** Nobody can begin it or go on with it after this. */
  stop(): void {
    if (this.#state === 'done' || this.#state === 'failed') return
    this.#isOver = true
    this.#state = 'stopped'
    this.#archive = null
    this.#file?.destroy(new Problem('not-found'))
  }

  #streamed(asking: Asking): Readable {
    this.#takeOver(0)
    this.#counts = { done: 0, missing: 0, bytes: 0 }
    const mail = asking.mail()
    const onMessage = (sizeBytes: number) => {
      this.#counts.done += 1
      this.#counts.bytes += sizeBytes
    }
    const onMissing = (count: number) => (this.#counts.missing += count)
    const file = zipOf(archiveEntries({ mail, sets: this.#sets, format: this.#format, onMessage, onMissing }))
    return this.#follow(file, mail, asking, true)
  }

  /** Null where no length can be told. */
  async #laidOut({ mail }: Asking): Promise<SizedArchive | null> {
    if (this.#archive) return this.#archive
    this.#state = 'running'
    const account = mail()
    try {
      this.#laying ??= SizedArchive.of(account, this.#sets, this.#format)
      const archive = await this.#laying
      if (this.#isStopped()) throw new Problem('not-found')
      this.#archive = archive
      if (!archive) this.#noteWrongSizes()
      this.#state = 'waiting'
      return archive
    } catch (error) {
      this.#fail(error)
      throw error
    } finally {
      this.#laying = null
      account.close()
    }
  }

  /** It may have happened while something was waited for, which the compiler does not see. */
  #isStopped = () => this.#isOver

  /** Who goes on with a download has lost the one before, even if that is not known here yet. */
  #takeOver(from: number): void {
    if (this.#state === 'running' && from === 0) throw new Problem('too-many-requests', { retryAfterSeconds: 5 })
    const before = this.#file
    this.#file = null
    before?.destroy()
  }

  #follow(file: Readable, mail: MailAccount, { opened }: Asking, isToEnd: boolean): Readable {
    this.#state = 'running'
    this.#problem = null
    this.#file = file
    file.once('error', (error) => this.#file === file && this.#fail(error))
    file.once('close', () => {
      mail.close()
      if (this.#file !== file) return
      if (this.#state === 'running') this.#state = file.readableEnded && isToEnd ? 'done' : this.#brokenOff()
    })
    opened(file)
    return file
  }

  #brokenOff = () => (this.#archive ? 'interrupted' : 'stopped')

  #fail(error: unknown): void {
    if (this.#state !== 'running') return
    // Whoever downloads it went away.
    const isLeft = (error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE'
    if (isLeft) {
      this.#state = this.#brokenOff()
      return
    }
    if (error instanceof OtherThanSaid) this.#noteWrongSizes()
    if (this.#archive && (error instanceof OtherThanSaid || isProblem(error, 'message-gone'))) {
      // Whoever goes on with it gets it whole, from its beginning: browsers do so by themselves.
      this.#isStreamed = true
      this.#archive = null
      this.#state = 'interrupted'
      return
    }
    this.#problem = isProblem(error) ? error.type : 'unexpected'
    if (isProblem(error, 'folder-gone')) this.#archive = null
    this.#state = this.#archive ? 'interrupted' : 'failed'
  }

  #noteWrongSizes(): void {
    this.#areSizesTrue = false
    this.#isStreamed = true
  }
}
