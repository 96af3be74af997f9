import { inflateRawSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { calendarOf } from './calendar.ts'
import { docx } from './office.ts'
import { scannedPdf, taggedPdf } from './pdf.ts'
import { canvas, paintText, png } from './png.ts'
import { zip } from './zip.ts'

describe('zip', () => {
  it('holds each file, packed, where its directory says', () => {
    const bytes = zip([
      { path: 'a.txt', content: 'first' },
      { path: 'dir/ü.txt', content: 'second' },
    ])
    const end = bytes.subarray(-22)
    expect(end.readUInt32LE(0)).toBe(0x06054b50)
    expect(end.readUInt16LE(10)).toBe(2)
    const second = bytes.readUInt32LE(end.readUInt32LE(16) + 46 + 5 + 42)
    const nameLength = bytes.readUInt16LE(second + 26)
    expect(bytes.subarray(second + 30, second + 30 + nameLength).toString()).toBe('dir/ü.txt')
    const packed = bytes.subarray(second + 30 + nameLength, second + 30 + nameLength + bytes.readUInt32LE(second + 18))
    expect(inflateRawSync(packed).toString()).toBe('second')
  })

  it('carries a document with escaped text', () => {
    expect(docx(['# Title', 'a < b']).subarray(0, 4).readUInt32LE(0)).toBe(0x04034b50)
  })
})

describe('pdf', () => {
  it.each([
    ['tagged', taggedPdf({ title: 'A (b)', lines: ['# A', 'text é'] })],
    ['scanned', scannedPdf('scan', canvas(8, 8, [255, 255, 255]))],
  ])('%s: every object is where the cross-reference table says', (_name, bytes) => {
    const text = bytes.toString('latin1')
    const table = Number(/startxref\n(\d+)/.exec(text)?.[1])
    expect(text.slice(table, table + 5)).toBe('xref\n')
    const offsets = [...text.slice(table).matchAll(/^(\d{10}) 00000 n /gm)].map(([, offset]) => Number(offset))
    offsets.forEach((offset, index) => {
      expect(text.slice(offset, offset + 8)).toMatch(new RegExp(`^${index + 1} 0 obj`))
    })
  })

  it('has a title, a language and tags unless it is a scan', () => {
    const tagged = taggedPdf({ title: 'Agenda', lines: ['# Agenda'], language: 'es' }).toString('latin1')
    expect(tagged).toContain('/Lang (es)')
    expect(tagged).toContain('/MarkInfo << /Marked true >>')
    expect(scannedPdf('scan', canvas(8, 8, [0, 0, 0])).toString('latin1')).not.toContain('/StructTreeRoot')
  })
})

describe('png', () => {
  it('holds the painted pixels', () => {
    const picture = canvas(12, 7, [255, 255, 255])
    paintText(picture, 0, 0, 1, 'I', [0, 0, 0])
    const bytes = png(picture)
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    const start = bytes.indexOf('IDAT')
    const rows = inflateSync(bytes.subarray(start + 4, start + 4 + bytes.readUInt32BE(start - 4)))
    expect([rows[1 + 3], rows[1]]).toEqual([0, 255])
  })
})

describe('calendar', () => {
  it('folds lines after 75 octets and escapes text', () => {
    const content = calendarOf({
      uid: 'a@example.gov',
      method: 'REQUEST',
      title: 'Größe; Länge, Höhe '.repeat(8),
      start: new Date(Date.UTC(2026, 0, 2, 9)),
      durationMinutes: 30,
      place: 'room 210',
      description: 'one\ntwo',
      organizer: { name: 'Emi Tanaka', address: 'emi.tanaka@example.gov' },
      attendees: [{ name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov' }],
      stamp: new Date(Date.UTC(2026, 0, 1)),
    })
    expect(Math.max(...content.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    const unfolded = content.replaceAll('\r\n ', '')
    expect(unfolded).toContain('Größe\\; Länge\\, Höhe')
    expect(unfolded).toContain('DTSTART:20260102T090000Z\r\nDTEND:20260102T093000Z')
  })
})
