import { describe, expect, it } from 'vitest'
import { decodeTransfer } from './decode-text.ts'
import { withoutFiles, type FileInMessage } from './without-files.ts'

const lines = (...text: string[]) => text.join('\r\n')
const plan: FileInMessage = { partId: '2', type: 'application/pdf', name: 'plan.pdf', sizeBytes: 2_400_000 }
const filler = 'QUJD'.repeat(19)
const head = ['From: Ann <ann@example.gov>', 'SUBJECT:  Plan', '\tof the harbour', 'X-Odd : ]=?', 'MIME-Version: 1.0']
const text = ['--b1', 'Content-Type: text/plain; charset=utf-8', '', 'Hello  ', '', '']
const file = ['--b1', 'Content-Type: application/pdf; name="plan.pdf"', 'Content-Disposition: attachment', '', filler]
const after = ['--b1', 'content-type: text/plain', '', 'Regards', '--b1--', 'epilogue', '']

/** In pieces, as they come from a server. */
async function* piecesOf(source: string, size = 7) {
  const bytes = Buffer.from(source, 'latin1')
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}
const leave = async (source: string, files = [plan], limitBytes = 1_000_000) =>
  (await withoutFiles(piecesOf(source), files, { note: 'Removed:', limitBytes }))?.toString('latin1') ?? null
const noteIn = (left: string | null) => {
  const [, encoded = ''] = /base64(?:\r\n.+)*\r\n\r\n((?:[\w+/=]+\r?\n?)+)/.exec(left ?? '') ?? []
  return decodeTransfer(Buffer.from(encoded), 'base64').toString()
}

describe('A message without its files', () => {
  const start = ['Content-Type: multipart/mixed; boundary="b1"', '', 'preamble']

  it('says what stood there, and keeps every other byte', async () => {
    const left = await leave(lines(...head, ...start, ...text, ...file, ...after))
    expect(noteIn(left)).toBe('Removed: plan.pdf (2.4 MB)')
    const [before = '', rest = ''] = left!.split('Content-Type: text/plain; charset=utf-8\r\nContent-Transfer')
    expect(before).toBe(lines(...head, ...start, ...text, '--b1', ''))
    expect(rest.slice(rest.indexOf('\r\n--b1'))).toBe(lines('', ...after))
    expect(left).not.toContain(filler)
  })

  it('is the same when nothing of it is left out', async () => {
    const source = lines(...head, ...start, ...text, ...file, ...after)
    expect(await leave(source, [])).toBe(source)
  })

  it('finds a file by its number, deep inside and beside a message that is carried', async () => {
    const carried = ['--b1', 'Content-Type: message/rfc822', '', 'Subject: inner', '', 'inner text']
    const inner = [
      '--b1',
      'Content-Type: multipart/related; boundary=b2',
      '',
      '--b2',
      '',
      'x',
      '--b2',
      ...file.slice(1),
    ]
    const source = lines(...head, ...start, ...carried, ...inner, '--b2--', ...after)
    const left = await leave(source, [{ ...plan, partId: '2.2' }])
    expect(noteIn(left)).toContain('plan.pdf')
    expect(left).toContain('inner text')
    expect(left).not.toContain(filler)
  })

  it('that is nothing but a file keeps its header fields', async () => {
    const source = lines(...head, 'Content-Type: application/pdf', 'Content-Transfer-Encoding: 8bit', '', filler, '')
    const left = await leave(source, [{ ...plan, partId: '1' }])
    expect(left?.startsWith(lines(...head, 'Content-Type: text/plain'))).toBe(true)
    expect(noteIn(left)).toBe('Removed: plan.pdf (2.4 MB)')
    expect(left).not.toContain('application/pdf')
  })

  it('names files in any letters', async () => {
    const left = await leave(lines(...head, ...start, ...text, ...file, ...after), [
      { ...plan, name: 'Übersicht 🗺.pdf' },
    ])
    expect(noteIn(left)).toBe('Removed: Übersicht 🗺.pdf (2.4 MB)')
  })

  it.each([
    ['has no such part', [{ ...plan, partId: '9' }], 1_000_000],
    ['has another kind of part there', [{ ...plan, type: 'image/png' }], 1_000_000],
    ['stays too large', [plan], 100],
  ])('is not made where it %s', async (_what, files, limitBytes) => {
    expect(await leave(lines(...head, ...start, ...text, ...file, ...after), files, limitBytes)).toBeNull()
  })
})
