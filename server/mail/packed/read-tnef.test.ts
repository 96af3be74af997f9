import { describe, expect, it } from 'vitest'
import { textOfRtf, decompressRtf } from './rtf.ts'
import { readTnef } from './read-tnef.ts'
import { attribute, file, properties, tnef, u32 } from '#platform/testing/tnef.ts'

const pdf = Buffer.from('%PDF-plan')
const brief = (bytes: Buffer) => {
  const { files, ...rest } = readTnef(bytes)
  return { files: files.map(({ name, bytes: content }) => [name, content.toString('latin1')]), ...rest }
}
/** The same numbers each time, so that a failure comes again. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe('A winmail.dat', () => {
  it('gives its files by their long names, and its text', () => {
    const bytes = tnef(
      attribute(0x00069007, Buffer.concat([u32(1_252), u32(0)])),
      attribute(0x00069003, properties({ 0x1000: 'Grüße' })),
      file('Plan für Juni.pdf', pdf),
      file('..\\..\\evil\u202efdp.exe', pdf),
    )
    expect(brief(bytes)).toEqual({
      files: [
        ['Plan für Juni.pdf', '%PDF-plan'],
        ['evilfdp.exe', '%PDF-plan'],
      ],
      text: 'Grüße',
      html: null,
      cut: false,
    })
    expect(readTnef(bytes).files[0]?.type).toBe('application/pdf')
  })

  it('gives HTML as it is, and words of RTF where there is no text', () => {
    const rtf = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}Gr\\'fc\\'dfe\\par {\\*\\x no}\\u8364?5}"
    const stored = Buffer.concat([u32(rtf.length + 12), u32(rtf.length), u32(0x414c454d), u32(0), Buffer.from(rtf)])
    const read = brief(tnef(attribute(0x00069003, properties({ 0x1013: Buffer.from('<b>Hi</b>'), 0x1009: stored }))))
    expect([read.text, read.html]).toEqual(['Grüße\n€5', '<b>Hi</b>'])
  })

  it('unpacks compressed RTF (the example of MS-OXRTFCP 4.1)', () => {
    const example = '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0'
    expect(decompressRtf(Buffer.from(example, 'hex')).toString()).toBe(
      '{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n',
    )
    expect(textOfRtf('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n')).toBe('hello world')
  })

  it('gives files and words of a message packed inside', () => {
    const inner = tnef(attribute(0x00069003, properties({ 0x1000: 'Inner words' })), file('inner.pdf', pdf))
    const object = Buffer.concat([Buffer.alloc(16), inner])
    const outer = tnef(
      attribute(0x00069002, Buffer.alloc(14)),
      attribute(0x00069005, properties({ 0x3705: 5, 0x3001: 'Minutes/May', 0x3701: object })),
    )
    expect(brief(outer).files).toEqual([
      ['Minutes-May.txt', 'Inner words'],
      ['inner.pdf', '%PDF-plan'],
    ])
  })

  it('is read up to where a size lies or the file ends, and says so', () => {
    const whole = tnef(file('a.pdf', pdf), file('b.pdf', pdf))
    expect(brief(whole.subarray(0, whole.length - 60))).toMatchObject({
      files: [
        ['a.pdf', '%PDF-plan'],
        [expect.anything(), '%PDF-plan'],
      ],
      cut: true,
    })
    const lying = tnef(
      file('a.pdf', pdf),
      attribute(0x00069002, Buffer.alloc(14)),
      attribute(0x0006800f, pdf, 0xffffffff),
    )
    expect(brief(lying)).toMatchObject({
      files: [
        ['a.pdf', '%PDF-plan'],
        ['file-2.bin', '%PDF-plan\0\0'],
      ],
      cut: true,
    })
    expect(brief(Buffer.from('MZ'))).toEqual({ files: [], text: null, html: null, cut: true })
  })

  it('with lists and files without end stays within bounds', () => {
    const many = tnef(...Array.from({ length: 2_000 }, () => file('a.pdf', pdf)))
    expect([readTnef(many).files.length, readTnef(many).cut]).toEqual([200, true])
    const list = Buffer.concat([u32(1), u32(0x1003 | (0x1000 << 16)), u32(0xffffffff), Buffer.alloc(1_000)])
    expect(readTnef(tnef(attribute(0x00069003, list))).cut).toBe(false)
    let deep = tnef(file('deepest.pdf', pdf))
    for (let level = 0; level < 20; level += 1) {
      const object = Buffer.concat([Buffer.alloc(16), deep])
      deep = tnef(
        attribute(0x00069002, Buffer.alloc(14)),
        attribute(0x00069005, properties({ 0x3705: 5, 0x3701: object })),
      )
    }
    expect(brief(deep)).toMatchObject({ files: [], cut: true })
  })

  it('of random bytes, or with random bytes in it, never throws and is never slow', () => {
    const next = numbers(20_261_128)
    const sample = tnef(
      attribute(0x00069003, properties({ 0x1000: 'Text', 0x1013: pdf, 0x1009: Buffer.alloc(64, 1) })),
      file('a.pdf', pdf),
    )
    const before = performance.now()
    for (let round = 0; round < 3_000; round += 1) {
      const bytes = round % 3 === 0 ? Buffer.alloc(Math.floor(next() * 400)) : Buffer.from(sample)
      const changes = round % 3 === 0 ? bytes.length : 1 + Math.floor(next() * 12)
      for (let change = 0; change < changes; change += 1) {
        bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256)
      }
      if (round % 3 === 0 && bytes.length >= 4) bytes.writeUInt32LE(0x223e9f78, 0)
      const read = readTnef(bytes)
      expect(read.files.every(({ name }) => name !== '' && !/[/\\]/.test(name))).toBe(true)
    }
    expect(performance.now() - before).toBeLessThan(5_000)
  })
})
