import { decodeCharset } from '../mime/decode-text.ts'
import { cleanFileName } from '../mime/file-names.ts'
import { ByteReader } from './byte-reader.ts'
import { type MapiProperty, readProperties } from './mapi-properties.ts'
import { decompressRtf, textOfRtf } from './rtf.ts'

export interface UnpackedFile {
  name: string
  type: string
  bytes: Buffer
}

export interface Unpacked {
  files: UnpackedFile[]
  text: string | null
  /** Raw and hostile. */
  html: string | null
  /** Not all of it could be read. */
  cut: boolean
}

const signature = 0x223e9f78
const mostFiles = 200
const deepest = 4
/** Attributes of a message and of a file (MS-OXTNEF 2.1.3.3). */
const attribute = {
  body: 0x0002800c,
  fileData: 0x0006800f,
  fileTitle: 0x00018010,
  fileBegins: 0x00069002,
  properties: 0x00069003,
  fileProperties: 0x00069005,
  codePage: 0x00069007,
}
/** Properties (MS-OXPROPS). */
const property = {
  body: 0x1000,
  html: 0x1013,
  rtf: 0x1009,
  codePage: 0x3fde,
  name: 0x3704,
  longName: 0x3707,
  displayName: 0x3001,
  type: 0x370e,
  data: 0x3701,
  method: 0x3705,
}
const embeddedMessage = 5

interface Draft {
  title: string
  data: Buffer | null
  properties: Map<number, MapiProperty>
}

export function isTnef(bytes: Buffer): boolean {
  return bytes.length >= 6 && bytes.readUInt32LE(0) === signature
}

/** Reads a `winmail.dat` (MS-OXTNEF) as far as it goes; never throws. Sizes that lie end it where the bytes end. */
export function readTnef(bytes: Buffer, depth = 0): Unpacked {
  const unpacked: Unpacked = { files: [], text: null, html: null, cut: false }
  if (!isTnef(bytes)) return { ...unpacked, cut: true }
  const reader = new ByteReader(bytes.subarray(6))
  const drafts: Draft[] = []
  let charset = 'windows-1252'
  while (reader.left >= 9) {
    reader.u8()
    const id = reader.u32()
    const data = reader.take(reader.u32())
    if (reader.left > 0) reader.u16()
    const draft = drafts.at(-1)
    if (id === attribute.codePage && data.length >= 4) charset = `windows-${data.readUInt32LE(0)}`
    else if (id === attribute.body) unpacked.text ??= decodeText(data, charset)
    else if (id === attribute.properties) readBody(unpacked, data, charset)
    else if (id === attribute.fileBegins) drafts.push({ title: '', data: null, properties: new Map() })
    else if (id === attribute.fileTitle && draft) draft.title = decodeText(data, charset)
    else if (id === attribute.fileData && draft) draft.data = data
    else if (id === attribute.fileProperties && draft) {
      const read = readProperties(data)
      draft.properties = read.properties
      unpacked.cut ||= read.cut
    }
    if (drafts.length > mostFiles) break
  }
  for (const draft of drafts.slice(0, mostFiles)) addFile(unpacked, draft, charset, depth)
  unpacked.cut ||= reader.fellShort || reader.left > 0 || unpacked.files.length > mostFiles
  unpacked.files.length = Math.min(unpacked.files.length, mostFiles)
  return unpacked
}

function readBody(unpacked: Unpacked, data: Buffer, charset: string): void {
  const { properties, cut } = readProperties(data)
  unpacked.cut ||= cut
  const body = properties.get(property.body)
  const html = properties.get(property.html)
  const rtf = properties.get(property.rtf)
  const pageOf = properties.get(property.codePage)?.bytes
  const page = pageOf && pageOf.length >= 4 ? pageOf.readUInt32LE(0) : 0
  if (body) unpacked.text ??= stringOf(body, charset)
  if (html) unpacked.html ??= decodeText(html.bytes, page === 65_001 ? 'utf-8' : page > 0 ? `windows-${page}` : charset)
  if (rtf && !unpacked.text?.trim()) {
    const text = textOfRtf(decompressRtf(rtf.bytes).toString('latin1')).trim()
    if (text !== '') unpacked.text = text
  }
}

function addFile(unpacked: Unpacked, { title, data, properties }: Draft, charset: string, depth: number): void {
  const says = (id: number) => {
    const found = properties.get(id)
    return found ? stringOf(found, charset).trim() : ''
  }
  const object = properties.get(property.data)
  const method = properties.get(property.method)?.bytes
  if (object && method && method.length >= 4 && method.readUInt32LE(0) === embeddedMessage) {
    // The identifier of its interface stands before it.
    addMessage(unpacked, object.bytes.subarray(16), says(property.displayName) || title, depth)
    return
  }
  const bytes = data ?? object?.bytes
  if (!bytes) return
  const name = says(property.longName) || says(property.name) || title || says(property.displayName)
  const type = says(property.type).toLowerCase()
  unpacked.files.push({
    name: cleanFileName(name, `file-${unpacked.files.length + 1}.bin`),
    type: /^[a-z0-9][\w.+-]{0,63}\/[a-z0-9][\w.+-]{0,63}$/.test(type) ? type : 'application/octet-stream',
    bytes,
  })
}

/** A message packed inside: its files join the others, and its text becomes one. */
function addMessage(unpacked: Unpacked, bytes: Buffer, subject: string, depth: number): void {
  if (depth >= deepest) {
    unpacked.cut = true
    return
  }
  const inner = readTnef(bytes, depth + 1)
  unpacked.cut ||= inner.cut
  const words = inner.text ?? ''
  if (words.trim() !== '') {
    const name = cleanFileName(subject ? `${subject.replaceAll(/[/\\]/g, '-')}.txt` : '', 'message.txt')
    unpacked.files.push({ name, type: 'text/plain', bytes: Buffer.from(words) })
  }
  unpacked.files.push(...inner.files.slice(0, mostFiles))
}

function stringOf({ type, bytes }: MapiProperty, charset: string): string {
  if (type !== 0x1f) return decodeText(bytes, charset)
  return withoutEnd(bytes.subarray(0, bytes.length - (bytes.length % 2)).toString('utf16le'))
}

const decodeText = (bytes: Buffer, charset: string) => withoutEnd(decodeCharset(bytes, charset))
const withoutEnd = (text: string) => text.replaceAll('\0', '').toWellFormed()
