import { BlobReader, configure, type FileEntry, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js'
import { type Notes, notesIn } from './read-manifest.ts'

// The page's policy lets no worker be made of a text, and one file after the other is what is wanted.
configure({ useWebWorkers: false })

export interface ZipFile {
  name: string
  compressedBytes: number
  /** Throws where it is damaged, packed in a way that is not read, or kept by a password. */
  chunks(): AsyncIterable<Uint8Array>
}

const mostManifestBytes = 200_000_000

/** The messages and mboxes of an archive, in its order, and what a manifest of ours says of them. Throws where it is no archive. */
export async function readZip(file: Blob): Promise<{ files: ZipFile[]; notes: Notes }> {
  const files: ZipFile[] = []
  let notes: Notes = new Map()
  for await (const entry of new ZipReader(new BlobReader(file)).getEntriesGenerator()) {
    if (entry.directory) continue
    const name = entry.filename
    if (name === 'manifest.json') notes = notesIn(await manifestOf(entry))
    else if (/\.(eml|mbox|mbx)$/i.test(name) && !/(^|\/)(__MACOSX\/|\._)/.test(name))
      files.push({ name, compressedBytes: entry.compressedSize, chunks: () => chunksOf(entry) })
  }
  return { files, notes }
}

async function* chunksOf(entry: FileEntry): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const done = entry.getData(writable)
  // What goes wrong before a byte has come is not told by the stream, which would wait for ever.
  const failed = new Promise<never>((_resolve, reject) => void done.catch(reject))
  failed.catch(() => undefined)
  const reader = readable.getReader()
  const read = () => Promise.race([reader.read(), failed])
  try {
    for (let next = await read(); !next.done; next = await read()) yield next.value
    await done
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** Nothing where it cannot be read: it only says more than the files do. */
async function manifestOf(entry: FileEntry): Promise<string> {
  try {
    const parts: Uint8Array<ArrayBuffer>[] = []
    let size = 0
    for await (const chunk of chunksOf(entry)) {
      size += chunk.length
      if (size > mostManifestBytes) return ''
      parts.push(new Uint8Array(chunk))
    }
    return await new Blob(parts).text()
  } catch {
    return ''
  }
}
