import { describe, expect, it } from 'vitest'
import { encodeAs, encodedWord, extendedParameter, type OldCharset } from './charsets.ts'

const samples: [OldCharset, string][] = [
  ['windows-1252', 'Maße – 3 € „gut“'],
  ['iso-8859-2', 'próg żółty'],
  ['koi8-r', 'Звук на светофоре'],
  ['iso-2022-jp', '資料の送付（点字版） PDF です。\r\n次の行'],
]

describe('old charsets', () => {
  it.each(samples)('%s reads back as it was written', (charset, text) => {
    expect(new TextDecoder(charset, { fatal: true }).decode(encodeAs(text, charset))).toBe(text)
  })

  it('keeps ISO-2022-JP in seven bits and ends it in ASCII', () => {
    const bytes = encodeAs('資料', 'iso-2022-jp')
    expect(Math.max(...bytes)).toBeLessThan(0x80)
    expect(bytes.subarray(-3).toString('latin1')).toBe('\u001b(B')
  })

  it('refuses a character the charset does not have', () => {
    expect(() => encodeAs('資', 'koi8-r')).toThrow(/has no/)
  })

  it('writes encoded-words and extended parameters', () => {
    expect(encodedWord('é', 'windows-1252')).toBe('=?WINDOWS-1252?B?6Q==?=')
    expect(extendedParameter('filename', 'año.txt', 'windows-1252', 'es')).toBe("filename*=windows-1252'es'a%F1o.txt")
  })
})
