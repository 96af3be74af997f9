import { inflateSync } from 'node:zlib'
import type { FileReading } from '#contract/file-reading.ts'
import { languageOf, nothingKnown, titleOf } from './findings.ts'
import { stringAt } from './pdf-string.ts'

/** What packed objects may unpack to, all together: more of them are not looked at. */
const mostUnpackedBytes = 20_000_000

/**
 * What a PDF file has for people who do not see it. Its objects are searched for a few names (ISO 32000-1, 7.3.5), also those packed
 * in object streams (7.5.7); nothing is interpreted. What cannot be told for certain is not known.
 */
export function pdfReadingOf(file: Buffer): FileReading {
  if (!file.subarray(0, 1024).includes('%PDF-')) return nothingKnown
  const { objects, isWhole } = objectsOf(file)
  if (!isWhole || /\/Encrypt\b/.test(objects) || !/\/Type\s*\/Pages?\b/.test(objects)) return nothingKnown
  const hasText = /\/Type\s*\/Font\b/.test(objects)
  const isTagged = /\/StructTreeRoot\b/.test(objects) && /\/Marked\s+true\b/.test(objects)
  const language = entryOf(objects, 'Root', 'Lang')
  return {
    ...nothingKnown,
    ...{ kind: 'pdf', hasText, isTagged: hasText ? isTagged : null, title: documentTitle(objects) },
    language: language === null ? null : languageOf(language),
  }
}

/** Newer files have their title in a description of its own (14.3.2), which is not looked into: then it is not known. */
function documentTitle(objects: string): string | null {
  const written = entryOf(objects, 'Info', 'Title')
  if (written === null) return null
  const title = titleOf(written)
  return title === '' && /\/Metadata\s+\d/.test(objects) ? null : title
}

/** A text of the object that the trailer names (7.5.5): empty where it has none, null where that object is not found. */
function entryOf(objects: string, object: 'Root' | 'Info', key: string): string | null {
  const number = lastMatch(objects, new RegExp(`/${object}\\s+(\\d{1,10})\\s+\\d{1,5}\\s+R`, 'g'))
  if (number === undefined) return object === 'Info' ? '' : null
  const starts = [...objects.matchAll(new RegExp(`(?:^|\\s)${number}\\s+\\d{1,5}\\s+obj\\b`, 'g'))]
  // Of an object that was changed the last one counts (7.5.6).
  const start = starts.at(-1)?.index
  if (start === undefined) return null
  const end = objects.indexOf('endobj', start)
  return stringAt(objects.slice(start, end === -1 ? undefined : end), key)
}

function lastMatch(text: string, pattern: RegExp): string | undefined {
  let last: string | undefined
  for (const match of text.matchAll(pattern)) last = match[1]
  return last
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
      texts.push(unpackedObjects(unpacked.toString('latin1'), dictionary))
    }
    position = end + 'endstream'.length
  }
  texts.push(file.toString('latin1', position))
  return { objects: texts.join('\n'), isWhole: true }
}

/** Packed objects as they would stand in the file: their numbers and places come first (7.5.7). */
function unpackedObjects(text: string, dictionary: string): string {
  const first = Number(/\/First\s+(\d{1,9})/.exec(dictionary)?.[1] ?? 0)
  const numbers = text.slice(0, first).trim().split(/\s+/).map(Number)
  if (numbers.some(Number.isNaN) || numbers.length % 2 === 1) return text
  const pairs = Array.from({ length: numbers.length / 2 }, (_, index) => numbers.slice(2 * index, 2 * index + 2))
  // Places that go back and forth would repeat the same text without end.
  if (pairs.some(([, place = 0], index) => place < (pairs[index - 1]?.[1] ?? 0))) return text
  const whole = pairs.map(([number, place = 0], index) => {
    const next = pairs[index + 1]?.[1]
    return `${number} 0 obj\n${text.slice(first + place, next === undefined ? undefined : first + next)}\nendobj`
  })
  return whole.join('\n')
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
