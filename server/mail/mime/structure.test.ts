import { describe, expect, it } from 'vitest'
import { hasAttachment, sortParts, type MimeNode } from './structure.ts'

const text = (part: string, more: Partial<MimeNode> = {}): MimeNode => ({ part, type: 'text/plain', size: 10, ...more })
const html = (part: string): MimeNode => ({ part, type: 'text/html', size: 10 })
const multipart = (kind: string, ...childNodes: MimeNode[]): MimeNode => ({ type: `multipart/${kind}`, childNodes })
const file = (part: string, name: string, more: Partial<MimeNode> = {}): MimeNode => ({
  part,
  type: 'application/pdf',
  encoding: 'base64',
  size: 7800,
  disposition: 'attachment',
  dispositionParameters: { filename: name },
  ...more,
})
const read = (root: MimeNode) => {
  const { pieces, files } = sortParts(root)
  return {
    pieces: pieces.map((piece) => [piece.text?.partId ?? null, piece.html?.partId ?? null]),
    files: files.map(({ partId, name, inline }) => [partId, name, inline]),
  }
}

describe('The parts of a message', () => {
  it('of one part is that part', () => {
    expect(read({ type: 'text/plain', size: 5 })).toEqual({ pieces: [['1', null]], files: [] })
    expect(read({ type: 'application/pdf', encoding: 'base64', size: 5 }).files).toEqual([['1', 'part-1.pdf', false]])
  })

  it('that say the same are one piece', () => {
    expect(read(multipart('alternative', text('1'), html('2')))).toEqual({ pieces: [['1', '2']], files: [] })
  })

  it('beside the text are files, with their size once decoded', () => {
    const root = multipart('mixed', text('1'), file('2', 'plan.pdf'))
    expect(read(root)).toEqual({ pieces: [['1', null]], files: [['2', 'plan.pdf', false]] })
    expect(sortParts(root).files[0]?.sizeBytes).toBe(5700)
  })

  it('that follow each other are read one after the other', () => {
    const root = multipart('mixed', multipart('alternative', text('1.1'), html('1.2')), file('2', 'a.pdf'), text('3'))
    expect(read(root).pieces).toEqual([
      ['1.1', '1.2'],
      ['3', null],
    ])
  })

  it('shown within HTML are inline, and no attachment for the list', () => {
    const picture = file('2', 'logo.png', { type: 'image/png', id: '<logo@x>', disposition: 'inline' })
    const root = multipart('related', html('1'), picture)
    expect(sortParts(root).files[0]).toMatchObject({ contentId: 'logo@x', inline: true })
    expect(hasAttachment(sortParts(root))).toBe(false)
    expect(hasAttachment(sortParts(multipart('mixed', root, file('3', 'a.pdf'))))).toBe(true)
  })

  it('that only sign are no attachment for the list', () => {
    const signature = file('2', 'signature.asc', { type: 'application/pgp-signature' })
    expect(hasAttachment(sortParts(multipart('signed', text('1'), signature)))).toBe(false)
  })

  it('that are texts with a name are files', () => {
    const named = text('2', { parameters: { name: 'notes.txt' } })
    expect(read(multipart('mixed', text('1'), named)).files).toEqual([['2', 'notes.txt', false]])
  })

  it('that are messages are files named by their subject', () => {
    const inner: MimeNode = {
      part: '2',
      type: 'message/rfc822',
      envelope: { subject: 'Re: A/B test' },
      childNodes: [text('2')],
    }
    expect(read(multipart('mixed', text('1'), inner)).files).toEqual([['2', 'Re_ A-B test.eml', false]])
  })

  it('have a type that is one', () => {
    const odd = file('1', 'x', { type: 'text/html; "onload=' })
    expect(sortParts(odd).files[0]?.type).toBe('application/octet-stream')
  })

  it('nested or numbered beyond reason are left out', () => {
    let deep: MimeNode = text('1')
    for (let n = 0; n < 5_000; n += 1) deep = multipart('mixed', deep)
    expect(sortParts(deep).leftOut).toBe(true)
    expect(read(deep)).toEqual({ pieces: [], files: [] })
    const many = Array.from({ length: 5_000 }, (_, n) => file(`${n + 1}`, 'a.pdf'))
    expect(read(multipart('mixed', ...many)).files.length).toBeLessThan(1_001)
  })

  it('that have no parts are nothing', () => {
    expect(read(multipart('mixed'))).toEqual({ pieces: [], files: [] })
    expect(read(multipart('alternative'))).toEqual({ pieces: [], files: [] })
  })
})
