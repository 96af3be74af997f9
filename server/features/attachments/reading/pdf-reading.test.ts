import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { canvas } from '#platform/seed/files/png.ts'
import { scannedPdf, taggedPdf } from '#platform/seed/files/pdf.ts'
import { pdfReadingOf } from './pdf-reading.ts'
import { nothingKnown } from './findings.ts'

/** Tags and text of a file, in a word. */
function wordFor(file: Buffer): string {
  const { kind, hasText, isTagged } = pdfReadingOf(file)
  if (kind === null) return 'unknown'
  return hasText ? (isTagged ? 'tagged' : 'untagged') : 'no-text'
}

const tagged = taggedPdf({ title: 'Agenda', lines: ['# Agenda', 'Ramps'] })
const scan = scannedPdf('scan', canvas(8, 8, [255, 255, 255]))

/** A file whose objects are packed, as most programs write them. */
function packed(objects: string, dictionary = '/Filter /FlateDecode', content = deflateSync(objects)): Buffer {
  const head = `%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 3 ${dictionary} /Length ${content.length} >>\nstream\n`
  return Buffer.concat([Buffer.from(head), content, Buffer.from('\nendstream\nendobj\n%%EOF\n')])
}
const page = '<< /Type /Page /Resources << /Font << /F1 2 0 R >> >> >> << /Type /Font /Subtype /Type1 >>'

describe('What a PDF file has for people who do not see it', () => {
  it('is told by its objects: tags, text without tags, or no text', () => {
    expect(wordFor(tagged)).toBe('tagged')
    expect(wordFor(Buffer.from(tagged.toString('latin1').replace('/Marked true', '/Marked false'), 'latin1'))).toBe(
      'untagged',
    )
    expect(wordFor(scan)).toBe('no-text')
  })

  it('is found in packed objects, too', () => {
    expect(wordFor(packed(`${page} << /Type /Catalog /StructTreeRoot 5 0 R /MarkInfo << /Marked true >> >>`))).toBe(
      'tagged',
    )
    expect(wordFor(packed(page))).toBe('untagged')
    expect(wordFor(packed('<< /Type /Page >>'))).toBe('no-text')
  })

  it('is not looked for in what only looks like an object', () => {
    const content = Buffer.from(
      '%PDF-1.7\n1 0 obj << /Type /Page >>\nendobj\n2 0 obj << /Length 20 >>\nstream\n/Type /Font\nendstream\n',
    )
    expect(wordFor(content)).toBe('no-text')
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
  ])('is not claimed for %s', (_what, file) => expect(pdfReadingOf(file)).toEqual(nothingKnown))
})

describe('Title and language of a PDF file', () => {
  const said = (file: Buffer) => {
    const { title, language } = pdfReadingOf(file)
    return { title, language }
  }
  const changed = (from: string, to: string) =>
    said(
      Buffer.from(
        tagged.toString('latin1').replace(from, () => to),
        'latin1',
      ),
    )

  it('are told as the file says them', () => {
    expect(said(tagged)).toEqual({ title: 'Agenda', language: 'en-US' })
    expect(said(scan)).toEqual({ title: 'scan', language: '' })
  })

  it.each([
    ['brackets and signs by number', '(A \\(new\\) \\101gen\\\nda (2))', 'A (new) Agenda (2)'],
    ['UTF-16, as numbers', '<FEFF 00DC 0062 0065 0072>', 'Über'],
    ['UTF-8', '(\xef\xbb\xbf\xc3\x9cber)', 'Über'],
    ['signs that turn text round', '<FEFF 0061 202E 0062>', 'a b'],
    ['no end', '(A', 'A'],
  ])('are read with %s', (_what, written, title) => {
    expect(changed('/Title (Agenda)', `/Title ${written}`).title?.startsWith(title)).toBe(true)
  })

  it('are not known where they are written elsewhere, and none where nothing is a language', () => {
    expect(changed('/Title (Agenda)', '/Title 12 0 R').title).toBeNull()
    expect(changed('/Title (Agenda)', '/Metadata 12 0 R').title).toBeNull()
    expect(changed('/Title (Agenda)', '').title).toBe('')
    expect(changed('(en-US)', '(<b>)').language).toBe('')
    expect(changed('/Info 7 0 R', '/Info 99 0 R').title).toBeNull()
  })

  it('are found in packed objects, and not where a later version of the file has others', () => {
    const body = '4 0 5 40 6 60 '
    const objects = `${body}${'<< /Type /Catalog /Lang (es) >>'.padEnd(40)}${'<< /Title (Acta) >>'.padEnd(20)}${page}`
    const file = packed(objects, `/Filter /FlateDecode /First ${body.length}`)
    const trailer = Buffer.from('trailer << /Root 4 0 R /Info 5 0 R >>')
    expect(said(Buffer.concat([file, trailer]))).toEqual({ title: 'Acta', language: 'es' })
    const later = Buffer.from('5 0 obj << /Title (Agenda) >> endobj\n')
    expect(said(Buffer.concat([file, later, trailer]))).toEqual({ title: 'Agenda', language: 'es' })
  })

  it('are looked for in no more than there is, whatever places packed objects claim', () => {
    const claims = '4 0 5 9000000 '.repeat(20_000)
    const file = packed(`${claims}${page}${' '.repeat(9_000_000)}`, `/Filter /FlateDecode /First ${claims.length}`)
    expect(pdfReadingOf(file).hasText).toBe(true)
  })
})
