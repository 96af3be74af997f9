import { hash } from 'node:crypto'
import { Readable } from 'node:stream'
import { type ExportFormat, type ExportManifest, manifestFormat } from '#contract/mail-export.ts'
import type { MailAccount, MessageSet } from '#server/mail/mail-account.ts'
import type { MessageCopy } from '#server/mail/mail-copies.ts'
import { coalesced, gathered } from '#server/mail/packed/coalesce.ts'
import { type ZipEntry } from '#server/mail/packed/write-zip.ts'
import { folderNames } from './folder-names.ts'
import { manifestEnd, manifestLine, manifestStart } from './manifest.ts'
import { fromLine, largestMboxBytes, mboxBytes, mboxLines, Measured } from './write-mbox.ts'

export interface Exporting {
  mail: MailAccount
  sets: readonly MessageSet[]
  format: ExportFormat
  /** Called after each message; throws where it is over. */
  onMessage: (sizeBytes: number) => void
  onMissing: (count: number) => void
}

/** So many messages of an mbox are made at once. */
const mostTogether = 50

/** The files of an archive, one after the other as they are written; the manifest is the last. */
export async function* archiveEntries({ onMissing, ...exporting }: Exporting): AsyncGenerator<ZipEntry> {
  const manifest: ExportManifest = { format: manifestFormat, messages: [], missing: 0 }
  const { sets, format, mail } = exporting
  const names = folderNames(sets)
  for (const [index, set] of sets.entries()) {
    const before = manifest.messages.length
    const folder = new FolderFiles(names[index] ?? 'folder', manifest, exporting)
    const copies = mail.copies.take(set)[Symbol.asyncIterator]()
    yield* format === 'eml' ? folder.letters(copies) : folder.mboxes(copies)
    const missing = set.uids.length - (manifest.messages.length - before)
    manifest.missing += missing
    if (missing > 0) onMissing(missing)
  }
  yield { name: 'manifest.json', open: () => Promise.resolve(Readable.from(gathered(manifestLines(manifest)))) }
}

type Copies = AsyncIterator<MessageCopy[]>

class FolderFiles {
  readonly #name: string
  readonly #manifest: ExportManifest
  readonly #onMessage: (sizeBytes: number) => void

  constructor(name: string, manifest: ExportManifest, { onMessage }: Pick<Exporting, 'onMessage'>) {
    this.#name = name
    this.#manifest = manifest
    this.#onMessage = onMessage
  }

  async *letters(copies: Copies): AsyncGenerator<ZipEntry> {
    for (let next = await copies.next(); !next.done; next = await copies.next())
      for (const copy of next.value) {
        const file = `${this.#name}/${String(copy.reference.uid).padStart(6, '0')}.eml`
        yield { name: file, open: () => Promise.resolve(Readable.from(this.#measured(copy, file, 1))) }
      }
  }

  async *mboxes(copies: Copies): AsyncGenerator<ZipEntry> {
    let next = await copies.next()
    let at = 0
    const fill = async function* (this: FolderFiles, file: string) {
      let written = 0
      for (let position = 1; !next.done && written < largestMboxBytes;) {
        const some = next.value.slice(at, at + mostTogether)
        for await (const bytes of this.#mboxed(some, file, position)) {
          written += bytes.length
          yield bytes
        }
        position += some.length
        at += some.length
        if (at < next.value.length) continue
        next = await copies.next()
        at = 0
      }
    }.bind(this)
    for (let number = 1; !next.done; number += 1) {
      const file = `${this.#name}${number > 1 ? ` (${number})` : ''}.mbox`
      yield { name: file, open: () => Promise.resolve(Readable.from(coalesced(fill(file)))) }
    }
  }

  async *#mboxed(some: readonly MessageCopy[], file: string, position: number): AsyncGenerator<Buffer> {
    let held: Buffer[] = []
    for (const [index, copy] of some.entries()) {
      const { receivedAtMs, bytes } = copy
      const start = Buffer.from(fromLine(receivedAtMs))
      if (Buffer.isBuffer(bytes)) {
        held.push(start, mboxBytes(bytes))
        this.#note(copy, bytes.length, hash('sha256', bytes), file, position + index)
      } else {
        yield Buffer.concat([...held, start])
        held = []
        yield* mboxLines(this.#measured(copy, file, position + index))
      }
    }
    yield Buffer.concat(held)
  }

  /** The bytes of a message, which stands in the manifest once they have passed. */
  async *#measured(copy: MessageCopy, file: string, position: number): AsyncGenerator<Buffer> {
    const measured = new Measured()
    yield* measured.of(copy.bytes)
    this.#note(copy, measured.sizeBytes, measured.sha256(), file, position)
  }

  #note(
    { reference, receivedAtMs, flags, labels }: MessageCopy,
    sizeBytes: number,
    sha256: string,
    file: string,
    position: number,
  ): void {
    this.#manifest.messages.push({
      ...{ file, position, folder: reference.folder, receivedAt: new Date(receivedAtMs).toISOString() },
      ...{ sizeBytes, sha256, flags, labels },
    })
    this.#onMessage(sizeBytes)
  }
}

function* manifestLines({ messages, missing }: ExportManifest): Generator<Buffer> {
  yield Buffer.from(manifestStart)
  for (const [index, message] of messages.entries()) yield Buffer.from(manifestLine(message, index === 0))
  yield Buffer.from(manifestEnd(missing))
}
