import { ByteReader } from './byte-reader.ts'

/** A property as it stands, by type and bytes (MS-OXTNEF 2.1.3.5; MS-OXCDATA 2.11.1). */
export interface MapiProperty {
  type: number
  bytes: Buffer
}

const sizes = new Map<number, number>([
  ...([0x02, 0x03, 0x04, 0x0a, 0x0b] as const).map((type) => [type, 4] as const),
  ...([0x05, 0x06, 0x07, 0x14, 0x40] as const).map((type) => [type, 8] as const),
  [0x48, 16] as const,
])
const withLength = new Set([0x0d, 0x1e, 0x1f, 0x102])
const several = 0x1000
const mostProperties = 2_000

/** Properties by their ids; of several values the first, of named ones none. Ends where something does not add up. */
export function readProperties(bytes: Buffer): { properties: Map<number, MapiProperty>; cut: boolean } {
  const reader = new ByteReader(bytes)
  const properties = new Map<number, MapiProperty>()
  const count = reader.u32()
  const limit = Math.min(count, mostProperties)
  for (let index = 0; index < limit && reader.left > 0; index += 1) {
    const type = reader.u16()
    const id = reader.u16()
    if (id >= 0x8000) skipName(reader)
    const value = readValue(reader, type)
    if (value === null) return { properties, cut: true }
    if (id < 0x8000 && !properties.has(id)) properties.set(id, { type: type & ~several, bytes: value })
  }
  return { properties, cut: reader.fellShort || count > mostProperties }
}

function skipName(reader: ByteReader): void {
  reader.take(16)
  if (reader.u32() === 0) reader.take(4)
  else takePadded(reader)
}

/** Null for a type that nobody knows, whose length nobody knows either. */
function readValue(reader: ByteReader, type: number): Buffer | null {
  const single = type & ~several
  const size = sizes.get(single)
  if (size === undefined && !withLength.has(single)) return null
  const isList = withLength.has(single) || (type & several) !== 0
  const count = isList ? reader.u32() : 1
  let first: Buffer | null = null
  for (let index = 0; index < count && (reader.left > 0 || index === 0); index += 1) {
    const value = size === undefined ? takePadded(reader) : reader.take(size)
    first ??= value
  }
  return first ?? Buffer.alloc(0)
}

function takePadded(reader: ByteReader): Buffer {
  const length = reader.u32()
  const value = reader.take(length)
  if (reader.left > 0) reader.take(Math.min((4 - (length % 4)) % 4, reader.left))
  return value
}
