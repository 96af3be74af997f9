import { sizeSteps, type FileKind, type StorageReport } from '#contract/storage.ts'
import type { MessageWeight } from '#server/mail/mail-survey.ts'

interface Sum {
  messages: number
  bytes: number
}

const mostSenders = 50
/** Beyond so many, those that take least are no longer told apart: none of them can be among the 50 that take most. */
const mostSendersKept = 20_000

/** What the messages of some folders take, by what is asked of them. Two can be put together. */
export class Tally {
  readonly all: Sum = { messages: 0, bytes: 0 }
  readonly #years = new Map<number, Sum>()
  readonly #sizes = new Map<number, Sum>()
  readonly #senders = new Map<string, Sum & { name: string }>()
  readonly #files = new Map<FileKind, { files: number; bytes: number }>()

  add({ sizeBytes, receivedAtMs, from, files }: MessageWeight): void {
    const one = { messages: 1, bytes: sizeBytes }
    addTo(this.all, one)
    addTo(sumOf(this.#years, new Date(receivedAtMs).getUTCFullYear()), one)
    addTo(sumOf(this.#sizes, sizeSteps.findLast((step) => sizeBytes >= step) ?? 0), one)
    if (from && from.address !== '') this.#addSender(from.address.toLowerCase(), from.name, one)
    for (const { type, sizeBytes: bytes } of files) this.#addFiles(kindOf(type), { files: 1, bytes })
  }

  join(other: Tally): void {
    addTo(this.all, other.all)
    for (const [year, sum] of other.#years) addTo(sumOf(this.#years, year), sum)
    for (const [step, sum] of other.#sizes) addTo(sumOf(this.#sizes, step), sum)
    for (const [address, sum] of other.#senders) this.#addSender(address, sum.name, sum)
    for (const [kind, sum] of other.#files) this.#addFiles(kind, sum)
  }

  report(): Omit<StorageReport, 'folders' | 'complete'> {
    const senders = [...this.#senders].sort(([, one], [, other]) => other.bytes - one.bytes)
    return {
      ...this.all,
      years: [...this.#years].sort(([one], [other]) => other - one).map(([year, sum]) => ({ year, ...sum })),
      sizes: [...this.#sizes].sort(([one], [other]) => other - one).map(([fromBytes, sum]) => ({ fromBytes, ...sum })),
      senders: senders.slice(0, mostSenders).map(([address, sum]) => ({ address, ...sum })),
      files: [...this.#files].map(([kind, sum]) => ({ kind, ...sum })).sort((one, other) => other.bytes - one.bytes),
    }
  }

  #addSender(address: string, name: string, sum: Sum): void {
    const known = this.#senders.get(address)
    if (known) {
      addTo(known, sum)
      if (name !== '') known.name = name
      return
    }
    this.#senders.set(address, { name, messages: sum.messages, bytes: sum.bytes })
    if (this.#senders.size <= mostSendersKept) return
    const least = [...this.#senders].sort(([, one], [, other]) => one.bytes - other.bytes)
    for (const [gone] of least.slice(0, mostSendersKept / 2)) this.#senders.delete(gone)
  }

  #addFiles(kind: FileKind, { files, bytes }: { files: number; bytes: number }): void {
    const sum = this.#files.get(kind) ?? { files: 0, bytes: 0 }
    this.#files.set(kind, { files: sum.files + files, bytes: sum.bytes + bytes })
  }
}

function sumOf<Key>(sums: Map<Key, Sum>, key: Key): Sum {
  const known = sums.get(key)
  if (known) return known
  const fresh = { messages: 0, bytes: 0 }
  sums.set(key, fresh)
  return fresh
}

function addTo(sum: Sum, { messages, bytes }: Sum): void {
  sum.messages += messages
  sum.bytes += bytes
}

const documents =
  /^(text\/|application\/(pdf|rtf|msword|vnd\.(ms-|openxmlformats-officedocument|oasis\.opendocument|apple\.)))/
const packed = /^application\/(zip|gzip|x-(7z|bzip|gzip|rar|tar|xz|zip)|vnd\.rar|ms-tnef)/

function kindOf(type: string): FileKind {
  if (type.startsWith('image/')) return 'picture'
  if (type.startsWith('video/')) return 'film'
  if (type.startsWith('audio/')) return 'sound'
  if (type.startsWith('message/')) return 'message'
  if (documents.test(type)) return 'document'
  return packed.test(type) ? 'packed' : 'other'
}
