/* The beginnings of pictures, as far as they tell what they are. */

const text = (words: string) => Buffer.from(words, 'latin1')

function numbers(bytes: number, order: 'BE' | 'LE', ...values: number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length)
  for (const [index, value] of values.entries()) {
    if (order === 'BE') buffer.writeUIntBE(value, index * bytes, bytes)
    else buffer.writeUIntLE(value, index * bytes, bytes)
  }
  return buffer
}

export function png(width: number, height: number): Buffer {
  return Buffer.concat([text('\x89PNG\r\n\x1A\n\0\0\0\rIHDR'), numbers(4, 'BE', width, height), Buffer.alloc(9)])
}

export function gif(width: number, height: number): Buffer {
  return Buffer.concat([text('GIF89a'), numbers(2, 'LE', width, height), Buffer.alloc(3)])
}

/** With an application segment and two fill bytes before the frame header. */
export function jpeg(width: number, height: number): Buffer {
  const start = Buffer.from('ffd8ffe000044a46ffffffc0000b08', 'hex')
  return Buffer.concat([start, numbers(2, 'BE', height, width), Buffer.alloc(4)])
}

export function webp(chunk: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number): Buffer {
  const content = {
    'VP8 ': () => Buffer.concat([Buffer.from('0000009d012a', 'hex'), numbers(2, 'LE', width, height)]),
    VP8L: () =>
      Buffer.concat([Buffer.from([0x2f]), numbers(4, 'LE', (height - 1) * 0x4000 + width - 1), Buffer.alloc(5)]),
    VP8X: () => Buffer.concat([Buffer.alloc(4), numbers(3, 'LE', width - 1, height - 1)]),
  }[chunk]()
  return Buffer.concat([text('RIFF\0\0\0\0WEBP'), text(chunk), Buffer.alloc(4), content])
}

/** With the given image sizes among its properties. */
export function avif(sizes: readonly (readonly [number, number])[]): Buffer {
  const extents = sizes.map((size) => box('ispe', Buffer.alloc(4), numbers(4, 'BE', ...size)))
  const properties = box('iprp', box('ipco', box('av1C', Buffer.alloc(4)), ...extents))
  return Buffer.concat([box('ftyp', text('mif1\0\0\0\0mif1avif')), box('meta', Buffer.alloc(4), properties)])
}

function box(name: string, ...content: Buffer[]): Buffer {
  const bytes = Buffer.concat(content)
  return Buffer.concat([numbers(4, 'BE', bytes.length + 8), text(name), bytes])
}
