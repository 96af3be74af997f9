import { inSlot, lastBlock, slotBytes, streamInSlot } from '#server/mail/packed/slots.ts'
import { uniqueNames } from '#server/mail/packed/write-zip.ts'
import { isLarge } from '#server/mail/packed/zip-layout.ts'
import type { Form } from './findings.ts'
import { folderNames } from './folder-names.ts'
import type { PlannedMessages } from './planned-messages.ts'
import { fromLine, largestMboxBytes, mboxBytes, mboxLines, mostMboxBytes } from './write-mbox.ts'

/** How messages stand in an archive whose length is known beforehand. */
export interface ArchiveForm extends Form {
  /** The name of the file a message stands in. */
  fileOf(index: number, isGone: boolean): string
  /** Whether that file begins with it. */
  isFirst(index: number): boolean
  /** How long the place of a message in the archive is. */
  sizeOf(index: number): number
  /** Whether the file is written while it comes. */
  isStreamed(index: number): boolean
  /** Whether what stands in the archive is packed. */
  readonly isPacked: boolean
  /** Brings what was written into its place. */
  placed(index: number, written: Buffer): Buffer
  placing(index: number, written: AsyncIterable<Buffer>): AsyncIterable<Buffer>
}

/** A file for each message, as it is. What has no message any more has a name as long, which no program takes for one. */
export class LetterFiles implements ArchiveForm {
  readonly isPacked = false
  readonly #planned: PlannedMessages
  readonly #names: readonly string[]

  constructor(planned: PlannedMessages) {
    this.#planned = planned
    this.#names = folderNames(planned.folders)
  }

  fileOf(index: number, isGone: boolean): string {
    const uid = String(this.#planned.uidOf(index)).padStart(6, '0')
    return `${this.#names[this.#planned.folderOf(index)]}/${uid}.${isGone ? 'del' : 'eml'}`
  }

  isFirst = () => true
  sizeOf = (index: number) => this.#planned.sizeOf(index)
  isStreamed = (index: number) => isLarge(this.sizeOf(index))
  held = (_index: number, bytes: Buffer) => bytes
  passing = (_index: number, bytes: AsyncIterable<Buffer>) => bytes
  instead = (index: number) => spacesOf(this.sizeOf(index))
  placed = (_index: number, written: Buffer) => written
  placing = (_index: number, written: AsyncIterable<Buffer>) => written
}

/** A file for each folder, in which messages follow one another: each in a place that is long enough, whatever is to be quoted. */
export class MboxFiles implements ArchiveForm {
  readonly isPacked = true
  readonly #planned: PlannedMessages
  readonly #names: readonly string[]
  readonly #files: Uint32Array

  constructor(planned: PlannedMessages) {
    this.#planned = planned
    this.#files = new Uint32Array(planned.count)
    const [folders, files] = [folderNames(planned.folders), [] as string[]]
    for (const [number, { from, end }] of planned.folders.entries()) {
      let left = 0
      for (let index = from; index < end; index += 1) {
        const sizeBytes = planned.sizeOf(index)
        if (index === from || sizeBytes > left) {
          files.push(`${folders[number]}.mbox`)
          left = largestMboxBytes
        }
        left -= sizeBytes
        this.#files[index] = files.length - 1
      }
    }
    this.#names = uniqueNames(files)
  }

  fileOf = (index: number) => this.#names[this.#files[index] ?? 0] ?? ''
  isFirst = (index: number) => index === 0 || this.#files[index] !== this.#files[index - 1]
  sizeOf = (index: number) => this.#slotOf(index) + (this.#isLast(index) ? lastBlock.length : 0)
  isStreamed = () => true
  instead = () => []

  held(index: number, bytes: Buffer): Buffer {
    return Buffer.concat([this.#fromLine(index), mboxBytes(bytes)])
  }

  async *passing(index: number, bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    yield this.#fromLine(index)
    yield* mboxLines(bytes)
  }

  placed(index: number, written: Buffer): Buffer {
    const slot = inSlot(written, this.#slotOf(index))
    return this.#isLast(index) ? Buffer.concat([slot, lastBlock]) : slot
  }

  async *placing(index: number, written: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    yield* streamInSlot(written, this.#slotOf(index))
    if (this.#isLast(index)) yield lastBlock
  }

  #slotOf = (index: number) => slotBytes(mostMboxBytes(this.#planned.sizeOf(index)))
  #isLast = (index: number) => index + 1 === this.#planned.count || this.isFirst(index + 1)
  #fromLine = (index: number) => Buffer.from(fromLine(this.#planned.receivedAtMsOf(index)))
}

const mostSpaces = Buffer.alloc(64_000, ' ')

function spacesOf(sizeBytes: number): Buffer[] {
  const rest = mostSpaces.subarray(0, sizeBytes % mostSpaces.length)
  return [...Array<Buffer>(Math.floor(sizeBytes / mostSpaces.length)).fill(mostSpaces), rest]
}
