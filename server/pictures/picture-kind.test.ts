import { describe, expect, it } from 'vitest'
import { pictureKindOf } from './picture-kind.ts'
import { avif, gif, jpeg, png, webp } from './testing/sample-pictures.ts'

describe('The kind of a picture', () => {
  it.each([
    ['image/png', png(30, 20)],
    ['image/gif', gif(30, 20)],
    ['image/jpeg', jpeg(30, 20)],
    ['image/webp', webp('VP8 ', 30, 20)],
    ['image/webp', webp('VP8L', 30, 20)],
    ['image/webp', webp('VP8X', 30, 20)],
    [
      'image/avif',
      avif([
        [10, 20],
        [30, 20],
      ]),
    ],
  ])('is %s by its content', (type, bytes) => {
    expect(pictureKindOf(bytes)).toEqual({ type, width: 30, height: 20 })
  })

  it.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['SVG behind a declaration', Buffer.from('<?xml version="1.0"?><svg/>')],
    ['HTML', Buffer.from('<!doctype html><script>1</script>')],
    ['PDF', Buffer.from('%PDF-1.7 and some more bytes than a header has')],
    ['BMP', Buffer.from('BM and some more bytes than a header has, at least thirty')],
    ['TIFF', Buffer.from('II*\0 and some more bytes than a header has, at least thirty')],
    ['an icon', Buffer.from('\0\0\x01\0 and some more bytes than a header has')],
    ['MP4', Buffer.from('\0\0\0\x14ftypisom\0\0\0\0isom\0\0\0\x08meta')],
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(1_000)],
  ])('is none for %s', (_what, bytes) => {
    expect(pictureKindOf(bytes)).toBeNull()
  })

  it.each([
    ['png', png(30, 20)],
    ['gif', gif(30, 20)],
    ['jpeg', jpeg(30, 20)],
    ['webp', webp('VP8X', 30, 20)],
    ['avif', avif([[30, 20]])],
  ])('never fails over half a %s', (_what, bytes) => {
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => pictureKindOf(bytes.subarray(0, length))).not.toThrow()
    }
  })

  it('is none for more than 50 megapixels, or for no size at all', () => {
    expect(pictureKindOf(png(10_000, 5_000))).not.toBeNull()
    expect(pictureKindOf(png(10_000, 5_001))).toBeNull()
    expect(pictureKindOf(png(0xffffffff, 0xffffffff))).toBeNull()
    expect(pictureKindOf(jpeg(60_000, 60_000))).toBeNull()
    expect(
      pictureKindOf(
        avif([
          [10, 10],
          [9_000, 9_000],
        ]),
      ),
    ).toBeNull()
    expect(pictureKindOf(gif(0, 5))).toBeNull()
    expect(pictureKindOf(jpeg(30, 0))).toBeNull()
    expect(pictureKindOf(avif([]))).toBeNull()
  })

  it('is not looked for without end in a file that lies about its parts', () => {
    const endless = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(5_000_000, 0xff)])
    expect(pictureKindOf(endless)).toBeNull()
    const empty = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from('ffe00000'.repeat(100_000), 'hex')])
    expect(pictureKindOf(empty)).toBeNull()
  })
})
