import { largestImportedBytes } from '#contract/mail-import.ts'
import { byteText, type FoundMessage, gather } from './message-bytes.ts'
import { readHead } from './message-head.ts'
import { type Note, noteKey } from './read-manifest.ts'
import { readMbox } from './read-mbox.ts'

/**
 * Every message of some files: messages (.eml), mboxes, and zip archives of them. One that cannot be read is there with its
 * fault; so is a file in which there is none.
 *
 * @param onRead told how many bytes of the files have been read since
 */
export async function* readMailFiles(
  files: readonly File[],
  onRead: (bytes: number) => void,
): AsyncGenerator<FoundMessage> {
  for (const file of files) {
    const start = byteText(new Uint8Array(await file.slice(0, 5).arrayBuffer()))
    if (start.startsWith('PK')) yield* inZip(file, onRead)
    else {
      const isMbox = start === 'From ' || /\.(mbox|mbx)$/i.test(file.name)
      yield* inFile(
        file.name,
        isMbox,
        () => counted(chunksOf(file), onRead),
        () => undefined,
      )
    }
  }
}

async function* inZip(file: File, onRead: (bytes: number) => void): AsyncGenerator<FoundMessage> {
  const { readZip } = await import('./read-zip.ts')
  const archive = await readZip(file).catch(() => null)
  if (!archive || archive.files.length === 0) {
    yield unreadable(file.name)
    return
  }
  for (const inside of archive.files) {
    const { name, compressedBytes } = inside
    const noted = (position: number) => archive.notes.get(noteKey(name, position))
    yield* inFile(name, !/\.eml$/i.test(name), () => inside.chunks(), noted)
    onRead(compressedBytes)
  }
}

async function* inFile(
  file: string,
  isMbox: boolean,
  chunks: () => AsyncIterable<Uint8Array>,
  noted: (position: number) => Note | undefined,
): AsyncGenerator<FoundMessage> {
  let position = 0
  try {
    if (!isMbox) {
      yield found({ file, position: null }, await gather(chunks(), largestImportedBytes), null, noted(1))
      return
    }
    for await (const { bytes, receivedAtMs } of readMbox(chunks(), largestImportedBytes)) {
      position += 1
      yield found({ file, position }, bytes, receivedAtMs, noted(position))
    }
  } catch {
    yield unreadable(file, isMbox ? position + 1 : null)
    return
  }
  if (position === 0) yield unreadable(file)
}

function found(
  place: Pick<FoundMessage, 'file' | 'position'>,
  bytes: FoundMessage['bytes'],
  receivedAtMs: number | null,
  note: Note | undefined,
): FoundMessage {
  if (!bytes) return { ...unreadable(place.file, place.position), fault: 'too-large' }
  const head = readHead(bytes)
  return {
    ...place,
    bytes,
    fault: null,
    receivedAtMs: note?.receivedAtMs ?? receivedAtMs ?? head.sentAtMs,
    flags: note?.flags ?? head.flags,
    labels: note?.labels ?? [],
  }
}

const unreadable = (file: string, position: number | null = null): FoundMessage => ({
  ...{ file, position, bytes: null, fault: 'unreadable' },
  ...{ receivedAtMs: null, flags: [], labels: [] },
})

async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk
    onRead(chunk.length)
  }
}
