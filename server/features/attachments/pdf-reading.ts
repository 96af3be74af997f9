import { inflateSync } from 'node:zlib'
import type { PdfReading } from '#contract/pdf-reading.ts'

/** What packed objects may unpack to, all together: more of them are not looked at. */
const mostUnpackedBytes = 20_000_000

/**
 * What a PDF file has for people who do not see it. Its objects are searched for a few names (ISO 32000-1, 7.3.5), also those packed
 * in object streams (7.5.7); nothing is interpreted. What cannot be told for certain is `unknown`.
 */
export function pdfReadingOf(file: Buffer): PdfReading {
  if (!file.subarray(0, 1024).includes('%PDF-')) return 'unknown'
  const { objects, isWhole } = objectsOf(file)
  if (!isWhole || /\/Encrypt\b/.test(objects) || !/\/Type\s*\/Pages?\b/.test(objects)) return 'unknown'
  if (!/\/Type\s*\/Font\b/.test(objects)) return 'no-text'
  return /\/StructTreeRoot\b/.test(objects) && /\/Marked\s+true\b/.test(objects) ? 'tagged' : 'untagged'
}

/** The text of all objects without the content of streams, except those that hold objects. */
function objectsOf(file: Buffer): { objects: string; isWhole: boolean } {
  const texts: string[] = []
  let unpackedBytes = 0
  let position = 0
  for (;;) {
    const start = file.indexOf('stream', position)
    if (start === -1) break
    const text = file.toString('latin1', position, start)
    texts.push(text)
    const begins = contentStart(file, start + 'stream'.length)
    if (begins === -1) {
      position = start + 'stream'.length
      continue
    }
    const end = file.indexOf('endstream', begins)
    if (end === -1) return { objects: texts.join('\n'), isWhole: false }
    const dictionary = text.slice(text.lastIndexOf(' obj'))
    if (/\/Type\s*\/ObjStm\b/.test(dictionary)) {
      const unpacked = unpack(file.subarray(begins, end), dictionary, mostUnpackedBytes - unpackedBytes)
      if (unpacked === null) return { objects: texts.join('\n'), isWhole: false }
      unpackedBytes += unpacked.length
      texts.push(unpacked.toString('latin1'))
    }
    position = end + 'endstream'.length
  }
  texts.push(file.toString('latin1', position))
  return { objects: texts.join('\n'), isWhole: true }
}

/** Behind the keyword stands a line end, or it is only a word (7.3.8.1). */
function contentStart(file: Buffer, position: number): number {
  if (file[position] === 0x0a) return position + 1
  return file[position] === 0x0d && file[position + 1] === 0x0a ? position + 2 : -1
}

/** Null where it is packed in a way that is not read here, damaged, or too much. */
function unpack(content: Buffer, dictionary: string, mostBytes: number): Buffer | null {
  if (!/\/Filter\b/.test(dictionary)) return content
  if (!/\/Filter\s*(?:\[\s*)?\/FlateDecode[\]/>\s]/.test(dictionary) || /\/DecodeParms\b/.test(dictionary)) return null
  try {
    return inflateSync(content, { maxOutputLength: Math.max(mostBytes, 1) })
  } catch {
    return null
  }
}
