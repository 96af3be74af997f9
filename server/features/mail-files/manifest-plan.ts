import type { ArchiveForm } from './archive-forms.ts'
import type { Findings } from './findings.ts'
import { manifestEnd, manifestLine, type ManifestMessage, manifestStart } from './manifest.ts'
import type { PlannedMessages } from './planned-messages.ts'

/** Which one of its file a message is, from 1: as planned, and without those that are gone. */
interface Place {
  index: number
  planned: number
  position: number
}

/** The manifest of an archive whose length is known before the hashes of its messages are, and which of them will be gone. */
export class ManifestPlan {
  readonly lengthBytes: number
  readonly #planned: PlannedMessages
  readonly #findings: Findings
  readonly #form: ArchiveForm

  constructor(planned: PlannedMessages, findings: Findings, form: ArchiveForm) {
    this.#planned = planned
    this.#findings = findings
    this.#form = form
    this.lengthBytes = this.#countBytes()
  }

  /** As it is now; always as long. */
  *lines(): Generator<Buffer> {
    yield Buffer.from(manifestStart)
    let isFirst = true
    for (const { index, planned, position } of this.#places()) {
      const isGone = this.#findings.isGone(index)
      const line = manifestLine(this.#noteOf(index, isGone ? planned : position), isFirst)
      const filled = isGone ? blanks(Buffer.byteLength(line)) : `${line}${blanks(digits(planned) - digits(position))}`
      yield Buffer.from(filled)
      isFirst &&= isGone
    }
    yield Buffer.from(this.#end())
  }

  /** Most lines are as long as many others: only the first of them is made for it. */
  #countBytes(): number {
    const known = new Map<string, number>()
    let lengthBytes = Buffer.byteLength(manifestStart) + Buffer.byteLength(this.#end())
    for (const { index, planned } of this.#places()) {
      const { length } = this.#form.fileOf(index, false)
      const parts = [this.#planned.folderOf(index), this.#planned.marksOf(index), length, digits(planned)]
      const key = `${parts.join()},${digits(this.#planned.sizeOf(index))}`
      const bytes = known.get(key) ?? Buffer.byteLength(manifestLine(this.#noteOf(index, planned), false))
      known.set(key, bytes)
      lengthBytes += bytes
    }
    return lengthBytes
  }

  *#places(): Generator<Place> {
    let [planned, position] = [0, 0]
    for (let index = 0; index < this.#planned.count; index += 1) {
      if (this.#form.isFirst(index)) [planned, position] = [0, 0]
      planned += 1
      position += this.#findings.isGone(index) ? 0 : 1
      yield { index, planned, position }
    }
  }

  #end(): string {
    const { missing, count } = this.#planned
    return manifestEnd(missing + this.#findings.gone, digits(count + missing))
  }

  #noteOf(index: number, position: number): ManifestMessage {
    const { receivedAtMs, sizeBytes, flags, labels } = this.#planned.at(index)
    return {
      ...{ file: this.#form.fileOf(index, false), position, folder: this.#planned.pathOf(index) },
      ...{ receivedAt: new Date(receivedAtMs).toISOString(), sizeBytes, sha256: this.#findings.sha256Of(index) },
      ...{ flags, labels },
    }
  }
}

const digits = (number: number) => String(number).length
const blanks = (count: number) => ' '.repeat(count)
