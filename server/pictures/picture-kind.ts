/** What a picture is, told by its own first bytes. */
export interface PictureKind {
  type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif'
  width: number
  height: number
}

const mostPixels = 50_000_000

/**
 * Recognises a raster picture by content, whatever its sender calls it. Null for anything else (SVG and HTML above all), for
 * one that does not say how large it is, and for one of more than 50 megapixels, which takes a browser's memory away.
 */
export function pictureKindOf(bytes: Buffer): PictureKind | null {
  const kind = readPng(bytes) ?? readGif(bytes) ?? readJpeg(bytes) ?? readWebp(bytes) ?? readAvif(bytes)
  if (!kind || kind.width < 1 || kind.height < 1 || kind.width * kind.height > mostPixels) return null
  return kind
}

const textAt = (bytes: Buffer, start: number, length: number) => bytes.toString('latin1', start, start + length)

function readPng(bytes: Buffer): PictureKind | null {
  if (bytes.length < 33 || textAt(bytes, 0, 16) !== '\x89PNG\r\n\x1A\n\0\0\0\rIHDR') return null
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

function readGif(bytes: Buffer): PictureKind | null {
  if (bytes.length < 13 || !/^GIF8[79]a$/.test(textAt(bytes, 0, 6))) return null
  return { type: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
}

/** Walks the segments up to the frame header (ITU T.81, B.2.2), which is any SOF but the ones that mean something else. */
function readJpeg(bytes: Buffer): PictureKind | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null
  let position = 2
  while (position + 9 <= bytes.length) {
    if (bytes[position] !== 0xff) return null
    const marker = bytes[position + 1] ?? 0
    if (marker === 0xff) {
      position += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) {
      return { type: 'image/jpeg', width: bytes.readUInt16BE(position + 7), height: bytes.readUInt16BE(position + 5) }
    }
    // The picture itself begins, or it has ended: no frame header came before.
    if (marker === 0xda || marker === 0xd9) return null
    position += 2 + bytes.readUInt16BE(position + 2)
  }
  return null
}

/** RFC 9649, 2.5 to 2.7: lossy, lossless and extended. */
function readWebp(bytes: Buffer): PictureKind | null {
  if (bytes.length < 30 || textAt(bytes, 0, 4) !== 'RIFF' || textAt(bytes, 8, 4) !== 'WEBP') return null
  const type = 'image/webp'
  const chunk = textAt(bytes, 12, 4)
  if (chunk === 'VP8X') return { type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
  if (chunk === 'VP8L' && bytes[20] === 0x2f) {
    const bits = bytes.readUInt32LE(21)
    return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  if (chunk === 'VP8 ' && bytes.readUIntBE(23, 3) === 0x9d012a) {
    return { type, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  }
  return null
}

/** The largest `ispe` property in `meta/iprp/ipco` (ISO/IEC 23008-12, 6.5.3): of a grid that is the whole picture. */
function readAvif(bytes: Buffer): PictureKind | null {
  if (bytes.length < 16 || textAt(bytes, 4, 4) !== 'ftyp') return null
  const brands = textAt(bytes, 8, Math.min(bytes.readUInt32BE(0), 256) - 8)
  if (!/^(?:.{4})*avi[fs]/s.test(brands)) return null
  const meta = boxIn(bytes, 'meta')
  // `meta` begins with a version and flags, as `ispe` does.
  const properties = meta && boxIn(boxIn(meta.subarray(4), 'iprp') ?? Buffer.alloc(0), 'ipco')
  let largest: PictureKind | null = null
  for (const { name, content } of boxesOf(properties ?? Buffer.alloc(0))) {
    if (name !== 'ispe' || content.length < 12) continue
    const found = { type: 'image/avif' as const, width: content.readUInt32BE(4), height: content.readUInt32BE(8) }
    if (!largest || found.width * found.height > largest.width * largest.height) largest = found
  }
  return largest
}

function boxIn(bytes: Buffer, name: string): Buffer | null {
  for (const box of boxesOf(bytes)) if (box.name === name) return box.content
  return null
}

const mostBoxes = 200

function* boxesOf(bytes: Buffer): Generator<{ name: string; content: Buffer }> {
  let position = 0
  for (let count = 0; count < mostBoxes && position + 8 <= bytes.length; count += 1) {
    const size = bytes.readUInt32BE(position)
    if (size < 8 || position + size > bytes.length) return
    yield { name: textAt(bytes, position + 4, 4), content: bytes.subarray(position + 8, position + size) }
    position += size
  }
}
