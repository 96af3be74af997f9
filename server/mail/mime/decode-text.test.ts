import { describe, expect, it } from 'vitest'
import { decodeCharset, decodeTextPart, decodeTransfer, textLimitBytes } from './decode-text.ts'

const plain = { charset: 'utf-8', transferEncoding: '8bit', flowed: false, deleteSpace: false }

describe('Transfer encodings', () => {
  it('quoted-printable is undone, broken escapes left as they are', () => {
    const decode = (text: string) => decodeTransfer(Buffer.from(text, 'latin1'), 'quoted-printable').toString('latin1')
    expect(decode('a=3Db =E4=\r\nc')).toBe('a=b \u00e4c')
    expect(decode('soft=\nbreak')).toBe('softbreak')
    expect(decode('trailing   \r\nspace\t')).toBe('trailing\r\nspace')
    expect(decode('=ZZ = =4')).toBe('=ZZ = =4')
    expect(decode('=')).toBe('')
  })

  it('base64 is undone, whatever stands in between', () => {
    expect(decodeTransfer(Buffer.from('SGVs\r\nbG8=\r\n'), 'base64').toString()).toBe('Hello')
  })
})

describe('Charsets', () => {
  const cases: [string, number[], string][] = [
    ['iso-8859-1', [0xe4, 0x80], 'ä€'],
    ['windows-1252', [0x93, 0x94], '“”'],
    ['koi8-r', [0xf0, 0xf2], 'ПР'],
    ['shift_jis', [0x82, 0xa0], 'あ'],
    ['gb18030', [0xc4, 0xe3], '你'],
    ['iso-2022-jp', [0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42], 'あ'],
    ['UTF-8', [0xef, 0xbb, 0xbf, 0x61], 'a'],
    ['', [0xc3, 0xa4], 'ä'],
    ['us-ascii', [0xc3, 0xa4], 'ä'],
    ['x-unknown', [0xe4], 'ä'],
    ['unknown-8bit', [0xc3, 0xa4], 'ä'],
    ['unknown-8bit', [0xe4, 0xdf], 'äß'],
    ['big5', [0xa7, 0x41], '你'],
    ['macroman', [0x8a, 0xa7], 'äß'],
    ['x-mac-roman', [0x8a], 'ä'],
    ['iso-8859-16', [0xaa, 0xde], 'ȘȚ'],
    ['cp850', [0x84, 0xe1, 0xd5, 0x41], 'äßıA'],
    ['IBM850', [0x9b], 'ø'],
    ['cp437', [0x84, 0x9b], 'ä¢'],
  ]
  for (const [charset, bytes, text] of cases) {
    it(`gives the right letters for "${charset}"`, () => expect(decodeCharset(Buffer.from(bytes), charset)).toBe(text))
  }

  it('does not play tricks: UTF-7 and escape sequences stay text', () => {
    expect(decodeCharset(Buffer.from('+ADw-script+AD4-'), 'utf-7')).toBe('+ADw-script+AD4-')
    expect(decodeCharset(Buffer.from('\x1b$)C<script>'), 'iso-2022-kr')).toContain('script')
    expect(decodeCharset(Buffer.from('~{<script~}'), 'hz-gb-2312')).toBe('~{<script~}')
    expect(decodeCharset(Buffer.from('+ADw-b+AD4-'), 'unicode-1-1-utf-7')).toBe('+ADw-b+AD4-')
  })

  it('are what the part’s header says, never what its HTML says of itself', () => {
    const bytes = Buffer.from('<meta charset="utf-7"><meta charset="koi8-r">+ADw-ä')
    expect(decodeTextPart(bytes, plain, bytes.length).content).toBe(
      '<meta charset="utf-7"><meta charset="koi8-r">+ADw-ä',
    )
  })

  it('gives no NUL', () => expect(decodeCharset(Buffer.from('a\0b'), 'utf-8')).toBe('ab'))
})

describe('A text part', () => {
  it('is given with one kind of line end', () => {
    const bytes = Buffer.from('a\r\nb\rc\nd')
    expect(decodeTextPart(bytes, plain, bytes.length)).toEqual({ content: 'a\nb\nc\nd', cut: false })
  })

  it('is cut at two megabytes, and says so', () => {
    const bytes = Buffer.alloc(textLimitBytes + 10, 'a')
    const { content, cut } = decodeTextPart(bytes, plain, bytes.length)
    expect([content.length, cut]).toEqual([textLimitBytes, true])
  })

  it('says that it is cut when only its beginning was fetched', () => {
    expect(decodeTextPart(Buffer.from('abc'), plain, 1_000).cut).toBe(true)
  })
})
