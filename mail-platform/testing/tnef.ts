/** Writes a `winmail.dat` as Outlook would, piece by piece, for tests. */
export function tnef(...attributes: Buffer[]): Buffer {
  const head = Buffer.alloc(6)
  head.writeUInt32LE(0x223e9f78, 0)
  return Buffer.concat([head, ...attributes])
}

export function attribute(id: number, data: Buffer, length = data.length): Buffer {
  const head = Buffer.alloc(9)
  head.writeUInt8(id === 0x0002800c || id === 0x00069003 || id === 0x00069007 ? 1 : 2, 0)
  head.writeUInt32LE(id, 1)
  head.writeUInt32LE(length >>> 0, 5)
  return Buffer.concat([head, data, Buffer.alloc(2)])
}

export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value >>> 0)
  return bytes
}

/** MAPI properties: strings as Unicode, bytes as binary. */
export function properties(values: Record<number, string | Buffer | number>): Buffer {
  const parts = Object.entries(values).map(([id, value]) => {
    const tag = (type: number) => u32(type | (Number(id) << 16))
    if (typeof value === 'number') return Buffer.concat([tag(0x03), u32(value)])
    const bytes = typeof value === 'string' ? Buffer.from(`${value}\0`, 'utf16le') : value
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4)
    return Buffer.concat([tag(typeof value === 'string' ? 0x1f : 0x102), u32(1), u32(bytes.length), bytes, padding])
  })
  return Buffer.concat([u32(parts.length), ...parts])
}

/** One file of a `winmail.dat`. */
export function file(name: string, content: Buffer): Buffer {
  return Buffer.concat([
    attribute(0x00069002, Buffer.alloc(14)),
    attribute(0x00018010, Buffer.from('SHORT~1.DAT\0')),
    attribute(0x0006800f, content),
    attribute(0x00069005, properties({ 0x3707: name, 0x370e: 'application/pdf' })),
  ])
}
