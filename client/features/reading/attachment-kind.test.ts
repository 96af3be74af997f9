import { describe, expect, it } from 'vitest'
import { fileKind, pretendedKind } from './attachment-kind.ts'

describe('fileKind', () => {
  it.each([
    ['Agenda.pdf', 'application/octet-stream', 'pdf'],
    ['Numbers.XLSX', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'spreadsheet'],
    ['noending', 'image/png', 'picture'],
    ['noending', 'application/octet-stream', 'file'],
    ['setup.exe', 'image/png', 'program'],
    ['photo.weird', 'image/png', 'picture'],
  ])('%s of type %s is a %s', (name, type, expected) => expect(fileKind(name, type)).toBe(expected))
})

describe('pretendedKind', () => {
  it.each([
    ['holiday.jpg.exe', 'picture'],
    ['invoice.pdf .html', 'pdf'],
    ['backup.tar.gz', null],
    ['report.pdf.zip', null],
    ['v1.2.pdf', null],
    ['plain.exe', null],
  ])('%s pretends to be %s', (name, expected) => expect(pretendedKind(name)).toBe(expected))
})
