import { type FileEntry, Uint8ArrayReader, ZipReader } from '@zip.js/zip.js/lib/zip-core-native.js'

const mostEntries = 5_000
/** What the parts that are looked at may unpack to, each and all together. */
const mostPartBytes = 8_000_000
const mostBytes = 16_000_000

/** The parts of an office file; nothing is unpacked before it is asked for. */
export interface ZipParts {
  names: readonly string[]
  /** The text of a part: null where it is missing, damaged, or more than is looked at. */
  text(name: string): Promise<string | null>
}

/** Null where the bytes are no zip archive, or one with more parts than a document has. */
export async function zipParts(file: Buffer): Promise<ZipParts | null> {
  const entries = new Map<string, FileEntry>()
  try {
    for await (const entry of new ZipReader(new Uint8ArrayReader(file)).getEntriesGenerator()) {
      if (entries.size >= mostEntries) return null
      if (!entry.directory) entries.set(entry.filename, entry)
    }
  } catch {
    return null
  }
  let left = mostBytes
  return {
    names: [...entries.keys()],
    async text(name) {
      const entry = entries.get(name)
      const bytes = entry ? await unpacked(entry, Math.min(left, mostPartBytes)) : null
      left -= bytes?.length ?? (entry ? mostPartBytes : 0)
      return bytes?.toString('utf8') ?? null
    },
  }
}

/** The sizes an archive claims may be lies: what comes is counted, and too much ends the unpacking. */
async function unpacked(entry: FileEntry, limitBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  const sink = new WritableStream<Uint8Array>({
    write(chunk) {
      sizeBytes += chunk.length
      if (sizeBytes > limitBytes) throw new RangeError('more than is looked at')
      chunks.push(chunk)
    },
  })
  try {
    await entry.getData(sink, { useWebWorkers: false })
    return Buffer.concat(chunks)
  } catch {
    return null
  }
}
