import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { canvas } from '#platform/seed/files/png.ts'
import { scannedPdf, taggedPdf } from '#platform/seed/files/pdf.ts'
import { pdfReadingOf } from './pdf-reading.ts'

const tagged = taggedPdf({ title: 'Agenda', lines: ['# Agenda', 'Ramps'] })
const scan = scannedPdf('scan', canvas(8, 8, [255, 255, 255]))

/** A file whose objects are packed, as most programs write them. */
function packed(objects: string, dictionary = '/Filter /FlateDecode', content = deflateSync(objects)): Buffer {
  const head = `%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 3 /First 10 ${dictionary} /Length ${content.length} >>\nstream\n`
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\nendstream\nendobj\n%%EOF\n')])
}
const page = '<< /Type /Page /Resources << /Font << /F1 2 0 R >> >> >> << /Type /Font /Subtype /Type1 >>'

describe('What a PDF file has for people who do not see it', () => {
  it('is told by its objects: tags, text without tags, or no text', () => {
    expect(pdfReadingOf(tagged)).toBe('tagged')
    expect(
      pdfReadingOf(Buffer.from(tagged.toString('latin1').replace('/Marked true', '/Marked false'), 'latin1')),
    ).toBe('untagged')
    expect(pdfReadingOf(scan)).toBe('no-text')
  })

  it('is found in packed objects, too', () => {
    expect(
      pdfReadingOf(packed(`${page} << /Type /Catalog /StructTreeRoot 5 0 R /MarkInfo << /Marked true >> >>`)),
    ).toBe('tagged')
    expect(pdfReadingOf(packed(page))).toBe('untagged')
    expect(pdfReadingOf(packed('<< /Type /Page >>'))).toBe('no-text')
  })

  it('is not looked for in what only looks like an object', () => {
    const content = Buffer.from(
      '%PDF-1.7\n1 0 obj << /Type /Page >>\nendobj\n2 0 obj << /Length 20 >>\nstream\n/Type /Font\nendstream\n',
    )
    expect(pdfReadingOf(content)).toBe('no-text')
  })

  it.each([
    ['no PDF', Buffer.from('PK\x03\x04 /Type /Page')],
    ['nothing', Buffer.alloc(0)],
    ['half a file', tagged.subarray(0, tagged.lastIndexOf('endstream'))],
    ['an encrypted file', Buffer.concat([tagged, Buffer.from('trailer << /Encrypt 9 0 R >>')])],
    ['a file without pages', Buffer.from('%PDF-1.7\n')],
    ['objects packed in an unknown way', packed(page, '/Filter /LZWDecode')],
    ['objects that cannot be unpacked', packed(page, undefined, Buffer.from('rubbish'))],
    ['objects that unpack to far too much', packed(' '.repeat(21_000_000))],
  ])('is not claimed for %s', (_what, file) => expect(pdfReadingOf(file)).toBe('unknown'))
})
